import { builder } from './builder.ts';

export const ApiScopeType = builder.enumType('ApiScope', {
  description: 'What a caller may do; each scope includes those before it.',
  values: {
    READ: { value: 'read', description: 'See everything, change nothing.' },
    WRITE: { value: 'write', description: 'Also create, update, cancel and retry reminders.' },
    ADMIN: { value: 'admin', description: 'Also pause dispatch, and manage who may do what.' },
  } as const,
});
