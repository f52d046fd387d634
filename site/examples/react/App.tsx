import 'prescore/element';
import type { Language, PrescoreEventMap, PrescoreEvents, Theme } from 'prescore/element';
import type {} from 'prescore/react';
import { useState } from 'react';

type Outcome = PrescoreEvents['prescore-decision']['outcome'];

export function App() {
  const [theme, setTheme] = useState<Theme>('auto');
  const [language, setLanguage] = useState<Language>('en');
  const [outcome, setOutcome] = useState<Outcome>();
  const [events, setEvents] = useState<readonly string[]>([]);

  const note = ({ type, detail }: PrescoreEventMap[keyof PrescoreEventMap]) => {
    const more = 'step' in detail ? detail.step : 'code' in detail ? detail.code : '';
    setEvents((known) => [...known, `${type} ${more}`.trim()]);
  };

  return (
    <>
      <h1>A card in a minute</h1>
      <p className="settings">
        <label>
          Theme{' '}
          <select id="theme" value={theme} onChange={({ target }) => setTheme(target.value as Theme)}>
            <option>auto</option>
            <option>light</option>
            <option>dark</option>
          </select>
        </label>
        <label>
          Language{' '}
          <select id="language" value={language} onChange={({ target }) => setLanguage(target.value as Language)}>
            <option>en</option>
            <option>ru</option>
          </select>
        </label>
      </p>
      <prescore-widget
        lang={language}
        theme={theme}
        application="https://bank.example/apply"
        carryAnswers
        attribution={{ campaign: 'autumn' }}
        onprescore-ready={note}
        onprescore-step={note}
        onprescore-continue={note}
        onprescore-error={note}
        onprescore-decision={(event) => {
          note(event);
          setOutcome(event.detail.outcome);
        }}
      >
        <a href="https://bank.example/apply">Go to the application</a>
      </prescore-widget>
      <h2>What the page learns</h2>
      <p>
        Preliminary outcome: <output id="outcome">{outcome ?? 'none yet'}</output>
      </p>
      <ol id="events">
        {events.map((event, index) => (
          <li key={index}>{event}</li>
        ))}
      </ol>
    </>
  );
}
