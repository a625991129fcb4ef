import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { StartupError } from '../startup-error.ts';

/** `only`: nothing else is run. `prefer`: also by id. `off`: ids are not known. */
export type TrustedDocumentsMode = 'only' | 'prefer' | 'off';

export interface TrustedDocumentsOptions {
  readonly mode: TrustedDocumentsMode;
  /** A JSON object of ids and texts, as codegen's `persistedDocuments` writes it; `null` with mode `off`. */
  readonly file: string | null;
}

export interface TrustedDocuments {
  /** The text to run for an id or a text that came; `undefined` where neither did. @throws GraphQLError */
  textOf(id: unknown, text: string | undefined): string | undefined;
}

/** Documents that the operator knows, so that nobody can make this server run another. */
export function loadTrustedDocuments({ mode, file }: TrustedDocumentsOptions): TrustedDocuments {
  const documents = new Map(mode === 'off' || file === null ? [] : read(file));
  const texts = new Set([...documents.values()].map(normalise));

  return {
    textOf(id, text) {
      if (id !== undefined && id !== null) {
        // codegen's ids begin with the name of the hash, those of Apollo's clients do not.
        const known = documents.get(String(id)) ?? documents.get(`sha256:${id}`);
        if (known === undefined) throw refusal('No document has this id.', 'PERSISTED_QUERY_NOT_FOUND');
        return known;
      }
      if (mode !== 'only' || text === undefined || texts.has(normalise(text))) return text;
      throw refusal('Only trusted documents are run here; send the id of one.', 'PERSISTED_QUERY_ONLY');
    },
  };
}

/** A trusted document is welcome as its text too, however its lines are broken. */
function normalise(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function read(file: string): [string, string][] {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const entries = typeof content === 'object' && content !== null ? Object.entries(content) : [];
    if (entries.length === 0) throw new Error('it holds no object of ids and documents');
    for (const [id, text] of entries) {
      if (typeof text !== 'string') throw new Error(`"${id}" is not the text of a document`);
    }
    return entries as [string, string][];
  } catch (error) {
    const message = `TRUSTED_DOCUMENTS_FILE: ${file} cannot be used: ${(error as Error).message}.`;
    throw new StartupError(message, { cause: error });
  }
}

function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
