import { useSignal } from '@preact/signals';

const EXAMPLE =
  'phone,message,date,time\n+49 170 1234567,Your appointment is tomorrow at nine.,2027-04-03,17:00';

interface ImportSourceProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The list as a file, dropped, or pasted. */
export function ImportSource({ text, onText }: ImportSourceProps) {
  const isOver = useSignal(false);
  async function take(file: File | undefined) {
    isOver.value = false;
    if (file) onText(await file.text());
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside does the same for the keyboard
    <section
      class="card form drop"
      data-over={isOver.value}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer?.files[0]);
      }}
    >
      <h2>1. The list</h2>
      <label>
        A CSV file, as spreadsheets save it; or drop it here
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
      </label>
      <div class="field">
        <label for="csv">Or paste it: one reminder on each line</label>
        <textarea
          id="csv"
          class="code"
          rows={6}
          spellcheck={false}
          value={text}
          placeholder={EXAMPLE}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      </div>
    </section>
  );
}
