export type Attributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly name: string;
  /** Default: `internal`. */
  readonly kind?: 'internal' | 'server' | 'client' | 'consumer';
  /** A W3C `traceparent`; `null`: it begins a trace of its own. */
  readonly parent: string | null;
  /** Never a phone number and never a message. */
  readonly attributes?: Attributes;
}

/** A span that is under way. */
export interface Span {
  set(attributes: Attributes): void;
  /** It did not come to what it should; `why` in a word or two. */
  fail(why: string): void;
}

/** Tells where time went, across instances. There is none where nobody collects it. */
export interface Tracer {
  /** Does the work as a span, which is `current` all through it. */
  span<T>(options: SpanOptions, work: (span: Span) => T | Promise<T>): Promise<T>;
  /** Notes a span that began at `startedAtMs` (since 1970) and ends now. Answers its `traceparent`. */
  record(options: SpanOptions, startedAtMs: number): string;
  /** The `traceparent` of the span that this runs in; `null`: in none. */
  current(): string | null;
  /** Sends what is not sent yet, and ends. Never rejects. */
  close(): Promise<void>;
}
