// Checked by the compiler, never run: the elements in JSX.

import type {} from 'prescore/react';

export const right = (
  <>
    <prescore-widget
      lang="en"
      theme="dark"
      density="compact"
      application="https://bank.example/apply"
      carryAnswers
      attribution={{ partner: 'dom' }}
      className="widget"
      ref={(element) => void element?.prepareTexts('en')}
      onprescore-decision={({ detail }) => void detail.outcome.length}
      onprescore-error={({ detail }) => void detail.code.length}
    >
      <a href="https://bank.example/apply">Apply</a>
    </prescore-widget>
    <prescore-frame bank="https://bank.example/" partner="dom" onprescore-step={({ detail }) => void detail.step} />
  </>
);

// @ts-expect-error no such theme
export const badTheme = <prescore-widget theme="blue" />;
// @ts-expect-error an error has a code, not an outcome
export const badEvent = <prescore-widget onprescore-error={({ detail }) => void detail.outcome} />;
// @ts-expect-error a switch, not a text
export const badSwitch = <prescore-widget carryAnswers="yes" />;
// @ts-expect-error the page around the frame never hears a decision
export const noDecision = <prescore-frame partner="dom" onprescore-decision={() => undefined} />;
