import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { allows, type Scope } from '../access/scope.ts';
import { forbidden } from './access-errors.ts';
import type { GraphQLContext } from './context.ts';
import { whenEnded } from './when-ended.ts';

/** What a field says of itself, beside its type: who may use it, and how much it asks for. */
interface FieldRules {
  /** What a caller needs. Everything is reached through a root field, `node(id:)` included, so those must say it. */
  readonly scope: Scope;
}

// biome-ignore-start lint/suspicious/noExplicitAny: arguments are checked where the field is declared.
interface FieldCost {
  /** How many rows it may ask the database for, out of the operation's budget; default 1 for root fields, else 0. */
  readonly cost?: (args: any) => number;
}
// biome-ignore-end lint/suspicious/noExplicitAny: as above

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      fieldRules: FieldRulesPlugin<Types>;
    }
    interface FieldOptions<
      Types extends SchemaTypes,
      ParentShape,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > extends FieldCost {}
    interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > extends FieldRules {}
    interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > extends FieldRules {}
    interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > extends FieldRules {}
  }
}

/** What counting costs: it looks at far more rows than it answers. */
export const countCost = 100;

type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

/**
 * Checks the rules before a field runs: the scope, the caller's rate, the operation's budget of rows. Each root field
 * counts, so that a hundred aliases in one request are a hundred uses. A subscription is checked when it begins; that
 * its caller may still come in while it lasts is the server's business.
 */
export class FieldRulesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(resolver: Resolver<Types>, field: PothosOutputFieldConfig<Types>): Resolver<Types> {
    const { cost } = field.pothosOptions as FieldCost;
    if (field.kind === 'Query' || field.kind === 'Mutation') {
      const scope = scopeOf(field);
      return (parent, args, context, info) => {
        check(context, scope, info.fieldName);
        ours(context).spend(cost?.(args) ?? 1);
        return resolver(parent, args, context, info);
      };
    }
    if (!cost) return resolver;
    return (parent, args, context, info) => {
      // A subscription has no end, so no budget either: what it costs is bounded event by event.
      if (info.operation.operation !== 'subscription') ours(context).spend(cost(args));
      return resolver(parent, args, context, info);
    };
  }

  override wrapSubscribe(
    subscribe: Resolver<Types> | undefined,
    field: PothosOutputFieldConfig<Types>,
  ): Resolver<Types> | undefined {
    if (field.kind !== 'Subscription' || !subscribe) return subscribe;
    const scope = scopeOf(field);
    return async (parent, args, context, info) => {
      check(context, scope, info.fieldName);
      const release = ours(context).admitSubscription();
      try {
        return whenEnded((await subscribe(parent, args, context, info)) as AsyncIterable<unknown>, release);
      } catch (error) {
        release();
        throw error;
      }
    };
  }
}

function check(context: object, scope: Scope, fieldName: string): void {
  const { caller, useField } = ours(context);
  if (!allows(caller.scope, scope)) throw forbidden(caller, scope, fieldName);
  useField();
}

/** Pothos' plugins are written for the contexts of all schemas; this one serves ours. */
function ours(context: object): GraphQLContext {
  return context as GraphQLContext;
}

/** The type demands a scope of every root field; one that got by it nevertheless is for nobody but administrators. */
function scopeOf(field: { readonly pothosOptions: unknown }): Scope {
  return (field.pothosOptions as Partial<FieldRules>).scope ?? 'admin';
}

SchemaBuilder.registerPlugin('fieldRules', FieldRulesPlugin);
