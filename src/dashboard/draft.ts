export interface Draft {
  readonly phoneNumber: string;
  readonly message: string;
}

let kept: Draft | null = null;

/** Keeps what the next new reminder begins with. Not in the address: whom somebody rings does not belong there. */
export function keepDraft(draft: Draft): void {
  kept = draft;
}

export function takeDraft(): Draft | null {
  const draft = kept;
  kept = null;
  return draft;
}
