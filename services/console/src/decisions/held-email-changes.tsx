import { answer, api } from '../api/client.js';
import type { EmailChange } from '../api/shapes.js';
import { Message } from '../elements/message.js';
import { heldEmailChanges as texts } from '../texts/decisions.js';
import { DecisionPage } from './decision-page.js';

export function HeldEmailChanges() {
  return (
    <DecisionPage<EmailChange['state'], EmailChange, { people: number }>
      about="email-changes"
      texts={texts}
      whyText={texts.whyText}
      approveText={texts.approveText}
      list={(query, signal) => answer(api.GET('/api/v1/email-changes', { params: { query }, signal }))}
      decide={(body) => answer(api.POST('/api/v1/email-changes/decide', { body }))}
      decided={({ people }) => <Message tone="good" title={texts.decided(people)} />}
      evidence={({ from, to }) => (
        <>
          <bdi>{from}</bdi> → <bdi>{to}</bdi>
        </>
      )}
    />
  );
}
