/** Many people at once with messages that wait, as a backlog has them. */
import type { Deps } from '../../src/deps.ts';
import type { UnitKey } from '../../src/handler.ts';
import { addChild } from '../../src/store/children.ts';
import { addContact } from '../../src/store/contacts.ts';
import { type OutboxKind, queueMessage } from '../../src/store/outbox.ts';
import type { Write } from '../../src/store/statement.ts';

export type Someone = {
  readonly id: string;
  readonly number?: string;
  readonly chat?: number;
  readonly consent?: 'none' | 'in' | 'out';
  readonly commune?: UnitKey;
  readonly hasChild?: boolean;
};

export function someone(
  deps: Deps,
  { id, number, chat, consent = 'in', commune, hasChild }: Someone,
): readonly Write[] {
  const kind = chat === undefined ? 'phone' : 'telegram';
  const value = number ?? String(chat);
  return [
    addContact({
      id,
      kind,
      addressMac: deps.secrets.mac(`${kind}:${value}`),
      addressSealed: deps.secrets.seal(value),
      language: 'vi',
      consent,
      ...(commune === undefined ? {} : { communeCode: commune.code, communeFrom: commune.validFrom }),
      createdAt: 0,
    }),
    ...(hasChild === true
      ? [addChild({ id: `child:${id}`, contactId: id, born: '2026-03-15', createdAt: 0 })]
      : []),
  ];
}

export type Waiting = {
  readonly key: string;
  readonly contactId: string;
  readonly kind: OutboxKind;
  readonly text?: string;
  readonly at: number;
  readonly expiresAt?: number;
};

export function waiting(deps: Deps, { key, contactId, kind, text, at, expiresAt }: Waiting): Write {
  return queueMessage({
    key,
    contactId,
    kind,
    bodySealed: deps.secrets.seal(JSON.stringify({ text: text ?? key })),
    dueAt: at,
    createdAt: at,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
}

export async function kept(deps: Deps, ...writes: readonly (readonly Write[])[]): Promise<void> {
  const committed = await deps.store.commit(writes.flat());
  if (!committed.ok) throw new Error(`the test's rows collided in ${committed.collided}`);
}
