import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const isCustomElement = (tag: string): boolean => tag.startsWith('prescore-');

export default defineConfig({ plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] });
