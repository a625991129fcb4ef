import type { Dispatcher } from 'undici';
import type { CallReport } from '../../src/reminders/call-report.ts';
import { readCallObject, reportOf } from '../../src/vapi/call-object.ts';
import { createNetwork, MAX_TRANSIT_MS, type VirtualRequest, type VirtualResponse } from './network.ts';
import type { Actor, World } from './world.ts';

/** A request to place a call that an instance wrote to its connection. */
export interface Departure extends VirtualRequest {
  readonly reminderId: string;
  readonly message: string;
  /** The attempt's id in format call, the idempotency key in format message. */
  readonly key: string;
  /** The answer that was given; `null`: none yet, or the provider is not allowed to know. */
  status: number | null;
}

/** A call at the provider. */
export interface ProviderCall {
  readonly id: string;
  readonly departure: Departure;
  readonly createdAtMs: number;
  /** `Infinity`: its lists never show it. */
  readonly listedAtMs: number;
  /** Whether the account has no free line for it, so that it waits or has ended without ringing. */
  readonly isBlocked: boolean;
  readonly phoneNumberId: string | null;
  end: CallEnd;
  status: 'queued' | 'ringing' | 'ended';
  updatedAtMs: number;
  endedAtMs: number | null;
  /** When an instance had stored a report of it; `null`: none has yet. */
  toldAtMs: number | null;
}

/** How a call ends, and what that means for its reminder. */
export interface CallEnd {
  readonly endedReason: string;
  /** Whether the provider says that it never dialled. */
  readonly neverRang: boolean;
  readonly next: 'done' | 'again' | 'never';
}

const answered: CallEnd = { endedReason: 'customer-ended-call', neverRang: false, next: 'done' };
const noLine: CallEnd = {
  endedReason: 'call.start.error-subscription-concurrency-limit-reached',
  neverRang: true,
  next: 'again',
};
const ends: readonly CallEnd[] = [
  { endedReason: 'voicemail', neverRang: false, next: 'done' },
  { endedReason: 'customer-did-not-answer', neverRang: false, next: 'again' },
  { endedReason: 'customer-busy', neverRang: false, next: 'again' },
  { endedReason: 'twilio-failed-to-connect-call', neverRang: false, next: 'again' },
  { endedReason: 'manually-canceled', neverRang: false, next: 'never' },
  noLine,
  { endedReason: 'call.start.error-subscription-insufficient-credits', neverRang: true, next: 'again' },
  { endedReason: 'call.start.error-vapifault-database-error', neverRang: true, next: 'again' },
  { endedReason: 'call.in-progress.error-vapifault-worker-died', neverRang: false, next: 'never' },
];

export interface ProviderOptions {
  readonly format: 'call' | 'message';
  /** Whether it knows an idempotency key again. */
  readonly isIdempotent: boolean;
  /** How often something goes wrong. */
  readonly faults: number;
}

export interface Provider {
  readonly format: 'call' | 'message';
  readonly departures: readonly Departure[];
  readonly calls: readonly ProviderCall[];
  /** When the account was paid last. */
  paidAtMs(): number;
  /** What an instance sends its requests with. */
  dispatcherOf(actor: Actor): Dispatcher;
  /** Receives the reports of calls; where it rejects, they are sent again. */
  onReport(receive: (report: CallReport) => Promise<unknown>): void;
  /** It does nothing until then; what arrives waits. Not while it catches up with what waited before. */
  stall(ms: number): void;
  /** Refuses all calls until it is paid. */
  runOutOfCredit(): void;
  pay(): void;
  /** From now on nothing goes wrong. */
  heal(): void;
}

/** No call is up for longer. */
const LONGEST_CALL_MS = 6_000;
/** How many calls meet no free line, and how long some of them wait for one: longer than Bellhop does. */
const BLOCKED_RATE = 0.1;
const LONGEST_WAIT_MS = 30_000;
/** A call is made so soon after its request was read, and listed so soon after that. */
const LONGEST_CREATION_MS = 1_700;
const LONGEST_LIST_LAG_MS = 300;
/** After it stood still, what waited is done so soon. */
const LONGEST_CATCH_UP_MS = 100;

/** Vapi with a network in front of it, on virtual time. It answers in both wire formats. */
export function createProvider(world: World, options: ProviderOptions): Provider {
  const { random } = world;
  const { format } = options;
  const departures: Departure[] = [];
  const calls: ProviderCall[] = [];
  const byRequest = new Map<VirtualRequest, Departure>();
  const removed = new Set<ProviderCall>();
  let faults = options.faults;
  let stalledUntilMs = 0;
  let isUnpaid = false;
  let paidAtMs = 0;
  let receive: (report: CallReport) => Promise<unknown> = async () => {};

  /** Runs this after `ms`, or soon after the provider stood still. */
  function works(ms: number, run: () => void) {
    world.after(ms, () => {
      if (world.nowMs() >= stalledUntilMs) return run();
      works(stalledUntilMs - world.nowMs() + random.whole(0, Math.min(ms, LONGEST_CATCH_UP_MS)), run);
    });
  }

  function onSent(request: VirtualRequest) {
    if (request.method !== 'POST') return;
    const [message = '', reminderId = ''] =
      /(?:first|second) of ([\da-f-]{36})/.exec(request.body ?? '') ?? [];
    const body = JSON.parse(request.body ?? '');
    const key = format === 'call' ? body.customer.externalId : request.headers.get('idempotency-key');
    const departure: Departure = Object.assign(request, { reminderId, message, key, status: null });
    departures.push(departure);
    byRequest.set(request, departure);
  }

  function onArrived(request: VirtualRequest, respond: (response: VirtualResponse) => void) {
    const hasWaited = stalledUntilMs > world.nowMs();
    works(0, () => {
      const departure = byRequest.get(request);
      if (!departure) return respond(look(request));
      const fault = random.chance(faults)
        ? random.pick(['429', '500', '500 placed', '500 placed', '400'] as const)
        : null;
      if (isUnpaid || (fault && fault !== '500 placed')) {
        const status = isUnpaid ? 402 : Number(fault);
        departure.status = status;
        return respond({ status, body: { message: `Answer ${status}.` } });
      }
      const isSlow = !hasWaited && random.chance(0.3);
      works(isSlow ? random.whole(100, LONGEST_CREATION_MS) : random.whole(0, 100), () => {
        const call = create(departure, fault === null || format === 'message');
        departure.status = fault ? 500 : 201;
        respond(
          fault
            ? { status: 500, body: {} }
            : { status: 201, body: format === 'call' ? show(call) : { callSid: call.id } },
        );
      });
    });
  }

  function create(departure: Departure, isListed: boolean): ProviderCall {
    const before = options.isIdempotent
      ? calls.find((call) => call.departure.key === departure.key)
      : undefined;
    if (before) return before;
    const isBlocked = format === 'call' && random.chance(BLOCKED_RATE);
    const hasEnded = isBlocked && random.chance(0.5);
    const call: ProviderCall = {
      id: `call-${calls.length + 1}`,
      departure,
      createdAtMs: world.nowMs(),
      listedAtMs: isListed ? world.nowMs() + random.whole(0, LONGEST_LIST_LAG_MS) : Infinity,
      isBlocked,
      phoneNumberId: format === 'call' ? JSON.parse(departure.body ?? '').phoneNumberId : null,
      end: hasEnded ? noLine : random.chance(0.5) ? answered : random.pick(ends),
      status: hasEnded ? 'ended' : 'queued',
      updatedAtMs: world.nowMs(),
      endedAtMs: hasEnded ? world.nowMs() : null,
      toldAtMs: null,
    };
    calls.push(call);
    world.note(`${call.id} is placed for ${departure.reminderId} ${departure.key}`);
    if (format === 'call' && !hasEnded)
      world.after(isBlocked ? random.whole(0, LONGEST_WAIT_MS) : 0, () => live(call));
    return call;
  }

  /** Lets a call ring or not, and end; reports each, unless the report gets lost. */
  function live(call: ProviderCall) {
    const becomes = (status: 'ringing' | 'ended') => {
      if (removed.has(call)) return;
      call.status = status;
      call.updatedAtMs = world.nowMs();
      if (status === 'ended') call.endedAtMs = world.nowMs();
      world.note(`${call.id} is ${status} ${status === 'ended' ? call.end.endedReason : ''}`);
      const report = reportOf(readCallObject(show(call)) as NonNullable<ReturnType<typeof readCallObject>>);
      if (!report) return;
      if (!random.chance(faults)) deliver(call, report, 3);
      if (random.chance(faults)) deliver(call, report, 1);
    };
    const endsInMs = random.whole(100, LONGEST_CALL_MS);
    if (!call.end.neverRang) world.after(random.whole(0, endsInMs - 1), () => becomes('ringing'));
    world.after(endsInMs, () => becomes('ended'));
  }

  function deliver(call: ProviderCall, report: CallReport, tries: number) {
    works(random.whole(0, MAX_TRANSIT_MS), () => {
      receive(report).then(
        () => {
          call.toldAtMs ??= world.nowMs();
        },
        () => {
          if (tries > 1) deliver(call, report, tries - 1);
        },
      );
    });
  }

  /** Answers a list of calls, or one of them, or deletes one that waits. */
  function look({ method, path }: VirtualRequest): VirtualResponse {
    if (random.chance(faults / 2)) return { status: 500, body: {} };
    const { pathname, searchParams } = new URL(path, 'http://vapi');
    const id = pathname.split('/')[2];
    if (id !== undefined) {
      const call = calls.find((each) => each.id === id && !removed.has(each));
      if (call && method === 'DELETE') remove(call);
      return call ? { status: 200, body: show(call) } : { status: 404, body: {} };
    }
    const instant = (name: string) => Date.parse(searchParams.get(name) ?? '');
    const listed = calls.filter(
      ({ listedAtMs, createdAtMs, phoneNumberId }) =>
        listedAtMs <= world.nowMs() &&
        createdAtMs >= instant('createdAtGe') &&
        createdAtMs <= instant('createdAtLe') &&
        phoneNumberId === searchParams.get('phoneNumberId'),
    );
    return { status: 200, body: listed.slice(-Number(searchParams.get('limit'))).map(show) };
  }

  function remove(call: ProviderCall) {
    if (call.status !== 'queued') return;
    world.note(`${call.id} is deleted`);
    removed.add(call);
    call.status = 'ended';
    call.end = noLine;
  }

  function show({
    id,
    departure,
    createdAtMs,
    updatedAtMs,
    endedAtMs,
    status,
    end,
    isBlocked,
    phoneNumberId,
  }: ProviderCall) {
    const iso = (ms: number) => new Date(ms).toISOString();
    return {
      id,
      status,
      phoneNumberId,
      customer: { externalId: departure.key },
      phoneCallProviderId: `CA-${id}`,
      createdAt: iso(createdAtMs),
      updatedAt: iso(updatedAtMs),
      ...(isBlocked && { subscriptionLimits: { concurrencyBlocked: true } }),
      ...(endedAtMs !== null && { endedAt: iso(endedAtMs), endedReason: end.endedReason }),
    };
  }

  const network = createNetwork(world, { onSent, onArrived }, () => faults);
  return {
    format,
    departures,
    calls,
    paidAtMs: () => paidAtMs,
    dispatcherOf: network.dispatcherOf,
    onReport(receiver) {
      receive = receiver;
    },
    stall(ms) {
      const isCatchingUp =
        world.nowMs() >= stalledUntilMs && world.nowMs() <= stalledUntilMs + LONGEST_CATCH_UP_MS;
      if (isCatchingUp) return;
      world.note(`the provider stands still for ${ms} ms`);
      stalledUntilMs = Math.max(stalledUntilMs, world.nowMs() + ms);
    },
    runOutOfCredit() {
      world.note('the account is out of credit');
      isUnpaid = true;
    },
    pay() {
      isUnpaid = false;
      paidAtMs = world.nowMs();
    },
    heal() {
      faults = 0;
      isUnpaid = false;
    },
  };
}
