import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { CreateReminderInput, ScheduleResult } from '../../client/client.ts';
import { takeDraft } from '../draft.ts';
import { issuesOf, useIssues } from '../issues.ts';
import { tell } from '../notice.ts';
import { MessageField } from '../parts/message-field.tsx';
import { Page, Problem } from '../parts/page.tsx';
import { PhoneField } from '../parts/phone-field.tsx';
import { ReadOnly } from '../parts/read-only.tsx';
import { TimeField, timeProblem, usePickedTime } from '../parts/time-field.tsx';
import { readNumber, type TypedNumber } from '../phones.ts';
import { cameFrom, detailPath, go } from '../route.ts';
import { bellhop, explain } from '../server.ts';
import { mayWrite, viewer } from '../viewer.ts';

const QUARTER_MS = 900_000;
const fields = ['phoneNumber', 'message', 'scheduledTime'];

export function NewPage() {
  if (viewer.value && !mayWrite.value) {
    return (
      <Page title="New reminder">
        <ReadOnly />
      </Page>
    );
  }
  return (
    <Page title="New reminder" actions={<a href="/import">Many at once: import a list</a>}>
      <div class="beside">
        <NewForm />
        <aside class="aside">
          <h2>What happens then</h2>
          <p>At that minute the phone rings, and a voice says your message.</p>
          <p>If nobody can be reached, Bellhop tries again by itself; you see each try and why it failed.</p>
          <p>Until it rings you can change, move or cancel it.</p>
        </aside>
      </div>
    </Page>
  );
}

function NewForm() {
  const draft = useMemo(takeDraft, []);
  const phone = useSignal(draft?.phoneNumber ?? '');
  const typed = useSignal<TypedNumber>({ kind: 'empty' });
  const message = useSignal(draft?.message ?? '');
  // The quarter of an hour after the next: a time that somebody may mean.
  const picked = usePickedTime(
    useMemo(() => Math.ceil((Date.now() + QUARTER_MS) / QUARTER_MS) * QUARTER_MS, []),
  );
  const isBusy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const issues = useIssues({
    phoneNumber: phone.value,
    message: message.value,
    scheduledTime: picked.text.value,
  });
  // Sent again as it is, the same input cannot create a second reminder.
  const sent = useRef<CreateReminderInput | null>(null);

  // Who came from another page wants to write; on a phone that would push a keyboard over half of it.
  useEffect(() => {
    if (cameFrom() !== null && matchMedia('(hover: hover)').matches)
      document.getElementById('phone')?.focus();
  }, []);

  async function submit(event: Event) {
    event.preventDefault();
    if (isBusy.value) return;
    const form = event.currentTarget as HTMLFormElement;
    // What looks at numbers may have been on its way when this one was typed.
    typed.value = await readNumber(phone.value);
    const wall = picked.wall.value;
    const found: Record<string, string> = {};
    if (typed.value.kind !== 'number') {
      found['phoneNumber'] = typed.value.kind === 'wrong' ? typed.value.problem : 'Whom shall Bellhop ring?';
    }
    if (message.value.trim() === '') found['message'] = 'What shall be said?';
    const wrongTime = timeProblem(wall, picked.timeZone.value);
    if (wrongTime) found['scheduledTime'] = wrongTime;
    issues.note(found);
    if (typed.value.kind !== 'number' || wall.kind !== 'instant' || Object.keys(found).length > 0) {
      const first = form.querySelector<HTMLElement>('[aria-invalid=true], .time-field input');
      requestAnimationFrame(() =>
        ((document.querySelector('[aria-invalid=true]') as HTMLElement | null) ?? first)?.focus(),
      );
      return;
    }
    const input = {
      phoneNumber: typed.value.number,
      message: message.value.trim(),
      scheduledTime: new Date(wall.at).toISOString(),
    };
    if (JSON.stringify(input) !== JSON.stringify(sent.current)) sent.current = input;
    isBusy.value = true;
    problem.value = null;
    try {
      onResult(await bellhop.schedule(sent.current as CreateReminderInput));
    } catch (error) {
      problem.value = explain(error);
    }
    isBusy.value = false;
  }

  function onResult(result: ScheduleResult) {
    switch (result.__typename) {
      case 'CreateReminderSuccess':
        tell('Scheduled. Its countdown runs.');
        return go(detailPath(result.reminder.id));
      case 'ValidationError':
        issues.note(issuesOf(result));
        if (!fields.some((name) => name in issuesOf(result))) problem.value = result.message;
        return;
      default:
        problem.value = result.message;
    }
  }

  return (
    <form class="card form" noValidate onSubmit={(event) => void submit(event)}>
      {problem.value && <Problem text={problem.value} />}
      <PhoneField text={phone} typed={typed} problem={issues.of('phoneNumber')} />
      <MessageField
        message={message.value}
        onInput={(text) => (message.value = text)}
        problem={issues.of('message')}
      />
      <TimeField picked={picked} problem={issues.of('scheduledTime')} />
      <div class="actions">
        <button type="submit" class="primary" disabled={isBusy.value}>
          {isBusy.value ? 'Scheduling…' : 'Schedule the call'}
        </button>
      </div>
    </form>
  );
}
