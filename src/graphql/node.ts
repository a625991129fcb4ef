import type { CallAttempt } from '../reminders/call-attempt.ts';
import type { Reminder } from '../reminders/reminder.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';
import type { GraphQLContext } from './context.ts';
import { decodeGlobalId } from './global-id.ts';

type Node = Reminder | CallAttempt;
const maxNodes = 100;

export const NodeType = builder.interfaceRef<Node>('Node').implement({
  description: 'Anything that has a global id and can be read by it alone.',
  resolveType: (value) => ('reminderId' in value ? 'CallAttempt' : 'Reminder'),
  fields: (t) => ({
    id: t.id({ description: 'The global id: opaque, unique over all types, and stable.' }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: NodeType,
    scope: 'read',
    nullable: true,
    description: 'The object with this global id; null if there is none.',
    args: { id: t.arg.id({ required: true, description: 'The global id.' }) },
    resolve: (_root, { id }, context) => load(id, context),
  }),
  nodes: t.field({
    type: [NodeType],
    scope: 'read',
    cost: ({ ids }) => ids.length,
    nullable: { list: false, items: true },
    description: 'The objects with these global ids, in their order; null where there is none.',
    args: { ids: t.arg.idList({ required: true, description: `The global ids, at most ${maxNodes}.` }) },
    resolve: (_root, { ids }, context) => {
      if (ids.length > maxNodes) {
        throw badUserInput(`${ids.length} ids were given; at most ${maxNodes} can be read at once.`);
      }
      return ids.map((id) => load(id, context));
    },
  }),
}));

async function load(globalId: string, { loaders }: GraphQLContext): Promise<Node | null> {
  const decoded = decodeGlobalId(globalId);
  if (decoded === null) return null;
  switch (decoded.type) {
    case 'Reminder':
      return loaders.reminder.load(decoded.id);
    case 'CallAttempt':
      return loaders.attempt.load(decoded.id);
    default:
      return decoded.type satisfies never;
  }
}
