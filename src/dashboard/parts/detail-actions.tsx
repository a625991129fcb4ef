import type { Reminder } from '../../client/client.ts';
import { keepDraft } from '../draft.ts';
import { spaced } from '../phones.ts';
import { go } from '../route.ts';
import { mayWrite } from '../viewer.ts';

interface DetailActionsProps {
  readonly reminder: Reminder;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  readonly onAsk: (what: 'cancel' | 'retry') => void;
}

/** What can be done with a reminder as it stands, by whoever may. */
export function DetailActions({ reminder, isEditing, onEdit, onAsk }: DetailActionsProps) {
  const { status, phoneNumber, message } = reminder;
  if (!mayWrite.value) return null;
  return (
    <>
      {status === 'SCHEDULED' && !isEditing && (
        <>
          <button type="button" onClick={onEdit}>
            Edit or move
          </button>
          <button type="button" onClick={() => onAsk('cancel')}>
            Cancel call…
          </button>
        </>
      )}
      {(status === 'FAILED' || status === 'CANCELLED') && (
        <button type="button" class="primary" onClick={() => onAsk('retry')}>
          Ring again…
        </button>
      )}
      <button
        type="button"
        onClick={() => {
          keepDraft({ phoneNumber: spaced(phoneNumber), message });
          go('/new');
        }}
      >
        Duplicate
      </button>
    </>
  );
}
