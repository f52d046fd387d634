import { version as ofPackage } from '../../package.json';

/** The version of the release, as the snippet and the events name it. */
export const version: string = ofPackage;
