import { describe, expect, test } from 'vitest';
import { readUpdate } from '../../src/channels/telegram-updates.ts';

const NOW = Date.parse('2026-11-02T09:00:00+07:00');
const CHAT = { id: 5_551_234_567, type: 'private', first_name: 'A' };
const PERSON = { id: 5_551_234_567, is_bot: false, first_name: 'A' };
const message = (fields: object) => ({
  message_id: 7,
  date: 1_793_000_000,
  chat: CHAT,
  from: PERSON,
  ...fields,
});
const read = (fields: object) => readUpdate({ update_id: 42, ...fields }, NOW);
const inboundOf = (fields: object) => {
  const update = read(fields);
  if (update?.kind !== 'inbound') throw new Error(`read as ${update?.kind}`);
  return update.inbound;
};
const ORIGIN = { channel: 'telegram', providerId: '42', from: { kind: 'telegram', value: '5551234567' } };

describe('a message is read as what the person sent', () => {
  test('a text keeps its words and the time at which it was sent', () => {
    expect(inboundOf({ message: message({ text: 'BC T10 KT5' }) })).toEqual({
      ...ORIGIN,
      text: 'BC T10 KT5',
      sentAt: 1_793_000_000_000,
      kind: 'text',
    });
  });

  test('an edit is a new message with the time of the edit, and tells when its text was first sent', () => {
    const edited_message = message({ text: 'BC T10 KT6', edit_date: 1_793_000_900 });
    expect(inboundOf({ edited_message })).toEqual({
      ...ORIGIN,
      text: 'BC T10 KT6',
      sentAt: 1_793_000_900_000,
      firstSentAt: 1_793_000_000_000,
      kind: 'edit',
    });
  });

  test('a pressed button says its words, now', () => {
    const callback_query = {
      id: 'q1',
      from: PERSON,
      chat_instance: '1',
      data: '1',
      message: message({ text: '1 or 2?' }),
    };
    expect(read({ callback_query })).toEqual({
      kind: 'inbound',
      pressId: 'q1',
      inbound: {
        ...ORIGIN,
        text: '1',
        sentAt: NOW,
        kind: 'button',
        pressedOn: `${CHAT.id}:${callback_query.message.message_id}`,
      },
    });
  });

  test('a button under a message that Telegram no longer shows us still works', () => {
    const callback_query = {
      id: 'q1',
      from: PERSON,
      data: '2',
      message: { message_id: 7, date: 0, chat: CHAT },
    };
    expect(inboundOf({ callback_query })).toMatchObject({ text: '2', kind: 'button' });
  });

  test.each(['sticker', 'voice', 'photo', 'video_note', 'document', 'location', 'contact', 'poll'])(
    'a %s without words is media',
    (kind) => {
      expect(inboundOf({ message: message({ [kind]: {} }) })).toMatchObject({ kind: 'media', text: '' });
    },
  );

  test('a photo with words under it is those words', () => {
    expect(inboundOf({ message: message({ photo: [{}], caption: 'BC T10 KT5' }) })).toMatchObject({
      kind: 'text',
      text: 'BC T10 KT5',
    });
  });

  test('what the test leaves out is taken kindly: no sender, no date, no type of chat', () => {
    expect(inboundOf({ message: { chat: { id: 9 }, text: 'TG' } })).toMatchObject({
      text: 'TG',
      sentAt: NOW,
    });
  });
});

describe('a deep link is not a text', () => {
  test.each([
    ['/start', ''],
    ['/start xa-03388', 'xa-03388'],
    ['/START@vong_tay_bot ctv_9Zk', 'ctv_9Zk'],
    ['/start two words', ''],
    ["/start '; DROP TABLE contacts", ''],
    [`/start ${'a'.repeat(64)}`, 'a'.repeat(64)],
    [`/start ${'a'.repeat(65)}`, ''],
  ])('%s carries "%s"', (text, startedWith) => {
    expect(inboundOf({ message: message({ text }) }).startedWith).toBe(startedWith);
  });

  test('a word that only begins like it is a text', () => {
    expect(inboundOf({ message: message({ text: '/startle' }) })).not.toHaveProperty('startedWith');
  });
});

describe('the card of a person', () => {
  const card = (contact: object) => inboundOf({ message: message({ contact }) });
  test('is their own number where Telegram says that it is their account', () => {
    const own = { phone_number: '84 912 000 001', first_name: 'A', user_id: PERSON.id };
    expect(card(own)).toMatchObject({ kind: 'media', text: '', card: { ownPhone: '+84912000001' } });
  });

  test.each<[string, object]>([
    ['of another account', { phone_number: '84912000001', user_id: PERSON.id + 1 }],
    ['of no account', { phone_number: '84912000001' }],
    ['without a number', { user_id: PERSON.id }],
  ])('%s tells nothing, and its number is left behind', (_, contact) => {
    expect(card(contact).card).toEqual({ ownPhone: undefined });
  });
});

describe('a command of the menu stands for its word', () => {
  test.each([
    ['/help', 'TG'],
    ['/help@vong_tay_bot', 'TG'],
    ['/dangky 15/3/2026 xã Mường Than', 'DK 15/3/2026 xã Mường Than'],
    ['/xem', 'XEM'],
    ['/XEM T10', 'XEM T10'],
    ['/tiep', 'TIEP'],
    ['/dung', 'TC'],
    ['/baocao T10 KT5', 'BC T10 KT5'],
    ['/ngonngu en', 'NN en'],
    ['/sodienthoai', 'SDT'],
    ['/bc T10 KT5', 'bc T10 KT5'],
    ['/stop', 'stop'],
    ['5/10', '5/10'],
    ['/ hai bé', '/ hai bé'],
    ['xem /help nhé', 'xem /help nhé'],
  ])('%s → %s', (typed, read) => {
    expect(inboundOf({ message: message({ text: typed }) }).text).toBe(read);
  });
});

describe('what is not for us means nothing', () => {
  const group = { id: -100_123, type: 'supergroup' };
  test.each<[string, object]>([
    ['a message in a group', { message: message({ text: 'TC', chat: group }) }],
    ['an edit in a group', { edited_message: message({ text: 'TC', chat: group }) }],
    ['a message of another bot', { message: message({ text: 'TG', from: { ...PERSON, is_bot: true } }) }],
    ['a notice that something was pinned', { message: message({ pinned_message: {} }) }],
    ['a location that moves', { edited_message: message({ location: { latitude: 1, longitude: 2 } }) }],
    ['a post in a channel', { channel_post: message({ text: 'x' }) }],
    ['a kind of update that does not exist yet', { brain_wave: {} }],
    ['a change in a group', { my_chat_member: { chat: group, new_chat_member: { status: 'kicked' } } }],
    [
      'a status that says nothing of reach',
      { my_chat_member: { chat: CHAT, new_chat_member: { status: 'restricted' } } },
    ],
  ])('%s', (_name, fields) => {
    expect(read(fields)).toEqual({ kind: 'nothing', pressId: undefined });
  });

  test('a press of a button in a group is only acknowledged', () => {
    const callback_query = { id: 'q1', from: PERSON, data: '1', message: message({ chat: group }) };
    expect(read({ callback_query })).toEqual({ kind: 'nothing', pressId: 'q1' });
  });
});

test('someone who blocks the bot, or lets it in again, changes how they can be reached', () => {
  const member = (status: string) =>
    read({ my_chat_member: { chat: CHAT, from: PERSON, new_chat_member: { status } } });
  expect(member('kicked')).toEqual({ kind: 'reach', address: ORIGIN.from, reach: 'blocked' });
  expect(member('member')).toEqual({ kind: 'reach', address: ORIGIN.from, reach: 'ok' });
});

test.each([
  undefined,
  null,
  [],
  'text',
  7,
  {},
  { update_id: 'x' },
  { update_id: -1 },
  { update_id: 1, message: {} },
])('%j is not an update', (body) => {
  expect(readUpdate(body, NOW)).toBeUndefined();
});
