import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Intent } from '../src/command-words.ts';
import type { Question, QuestionKind, Turn } from '../src/handler.ts';
import { route } from '../src/route.ts';
import { codeIn } from '../src/words/bare.ts';

function turn(text: string, over: Partial<Turn> = {}): Turn {
  return {
    now: 0,
    inbound: {
      channel: 'twilio',
      providerId: 'x',
      from: { kind: 'phone', value: '+84912345678' },
      text,
      sentAt: 0,
      kind: 'text',
    },
    text,
    contact: {
      id: 'c',
      kind: 'phone',
      language: 'vi',
      accentedSms: false,
      consent: 'in',
      commune: undefined,
      isNew: false,
    },
    roles: [],
    question: undefined,
    ...over,
  };
}
const asked = (kind: QuestionKind, fresh = true): Question => ({
  kind,
  data: {},
  prompt: { text: '?' },
  askedAt: 0,
  fresh,
});
const first = (text: string, over: Partial<Turn> = {}): Intent | undefined => route(turn(text, over))[0];

describe('words that stand alone', () => {
  const table: readonly (readonly [Intent, readonly string[]])[] = [
    [
      'leave',
      [
        'TC',
        'tc',
        'Tu choi',
        'TỪ CHỐI',
        'huy',
        'STOP',
        'ngừng',
        'dừng',
        'dung',
        'tc a',
        'dạ tc em nhé',
        'TC.',
        'dừng gửi nữa',
        'dung gui nua',
      ],
    ],
    ['enough', ['thoi', 'Thôi ạ', 'thoi nhe']],
    ['return', ['TIEP', 'tiếp', 'tiep nhe']],
    ['help', ['TG', 'help', 'trợ giúp', 'tg chi oi']],
    ['disability', ['HT', 'ht']],
    ['held', ['XEM', 'xem a']],
    ['erase', ['XOA', 'xóa', 'xoá']],
    ['loss', ['MAT', 'mất', 'em mất ạ']],
    ['language', ['NN EN', 'nn vi', 'NN', 'NN HMN', 'nn tiếng Mông']],
    ['join', ['DK', 'đăng ký', 'ĐK']],
    ['topics', ['HOI', 'hỏi', 'chủ đề', 'Chu de a', 'MENU']],
    ['reply-question', ['TL', 'tl']],
    ['share', ['CHIA SE', 'chia sẻ ạ', 'CHIA SE THOI', 'chia sẻ dừng', 'CHIASE THOI']],
    ['move', ['DOI XA', 'đổi xã ạ']],
    ['old-number', ['SO CU', 'số cũ ạ']],
  ];
  for (const [intent, texts] of table) {
    test.each(texts)(`${intent}: %s`, (text) => expect(first(text)).toBe(intent));
  }
});

describe('wanting no more messages, in a sentence', () => {
  test.each([
    'toi khong muon nhan tin nua',
    'Tôi không muốn nhận tin nhắn nữa ạ',
    'khong nhan tin nua',
    'dung nhan tin cho toi nua',
    'dung nhan nua',
    'dung nhan tin',
    'xin dung gui tin ve be nua',
    'ngung nhan tin',
    'ngừng gửi tin nhắn',
    'huy dang ky',
    'huy dang ki',
    'huy dk',
    'Thôi đừng nhắn nữa',
    'stop sending me messages',
    "please don't text me anymore",
    'no more messages',
    'tu choi nhan tin',
    'tat tin nhan',
    'dung lai',
    'em ko muon nhan tin cua vong tay nua dau',
  ])('%s is asked about', (text) => {
    expect(first(text)).toBe('enough');
    expect(first(text, { question: asked('date') })).toBe('enough');
  });
  test.each([
    'sao khong nhan duoc tin nua',
    'sao khong nhan tin nua',
    'khong nhan tin duoc',
    'khong nhan duoc tin',
    'khong nhan tin',
    'khong muon an nua',
    'be khong muon bu nua',
    'toi khong muon nhan con nuoi',
    'toi khong muon nhan con',
    'dung gui con nua',
    'dung cho be an gi nua',
    'dung gui be o nha mot minh',
    'huy hoang',
    'huy lich tiem',
    'ngung cho bu',
    'lam sao de nhan tin',
    'khong nhan ra nguoi quen nua',
    'stop breastfeeding',
    'toi muon nhan tin',
  ])('%s is not that', (text) => expect(['enough', 'leave']).not.toContain(first(text)));
});

describe('the same words inside ordinary sentences are no commands', () => {
  test.each([
    'mat be do',
    'mắt bé bị đỏ',
    'co mat',
    'ba mat',
    'mat mui be kem',
    'sua me it qua',
    'tc cho be o dau',
    'dem be hay khoc',
    'huy hoang',
    'tu choi bu',
    'xoa bop cho be',
    'thoi noi la gi',
    'ht thai the nao',
    'stop and go',
  ])('%s', (text) => {
    expect(['leave', 'enough', 'erase', 'loss', 'held', 'disability']).not.toContain(first(text));
  });
});

describe('danger is looked at before commands', () => {
  test.each([
    'ngung tho',
    'be bi co giat',
    'bé sốt cao quá',
    'li bi goi khong day',
    'ra mau nhieu qua',
    'em muon chet',
    'not breathing',
  ])('%s is an emergency', (text) => expect(first(text)).toBe('emergency'));
  test.each([
    'vợ ơi',
    'vo oi',
    'cho can be o dau',
    'cho be an tu tu',
    'dang giat do',
    'choi duoi nuoc',
    'mon nay la ngon',
  ])('%s is none', (text) => expect(first(text)).not.toBe('emergency'));
  test.each(['vỡ ối rồi', 'chó cắn bé', 'bé bị đuối nước', 'tự tử'])('%s is one', (text) =>
    expect(first(text)).toBe('emergency'),
  );
  test.each(['chau bi danh dap', 'co be bi xam hai'])('%s is abuse', (text) =>
    expect(first(text)).toBe('abuse'),
  );
  test('even while a question is open', () => {
    expect(first('be tim tai', { question: asked('place') })).toBe('emergency');
  });
});

describe('a bare answer goes to the open question', () => {
  test.each(['1', '2', 'OK', 'ok a', 'có', 'không', 'dạ 1', 'vâng ạ', 'dạ'])('%s', (text) => {
    expect(first(text, { question: asked('erase') })).toBe('answer');
  });
  test('four digits go to what is confirmed by a code, a choice of two never is one, and XOA with a code is no massage', () => {
    for (const text of ['4821', 'xoa 4821', 'XOA4821', 'mã 4821 ạ']) {
      for (const kind of ['erase', 'old-number'] as const) {
        expect(first(text, { question: asked(kind) })).toBe('answer');
      }
      expect(first(text)).not.toBe('answer');
    }
    for (const kind of ['erase', 'old-number'] as const) {
      expect(route(turn('99', { question: asked(kind) }))).toEqual(['answer', 'unread']);
    }
    expect(codeIn('99')).toBeUndefined();
    expect(first('XOA 4821')).toBe('erase');
    for (const text of ['xoa bop cho be', 'xoa 4821 lan', 'xoa 12']) expect(first(text)).not.toBe('erase');
  });
  test('DUNG is "right" only to a fresh question about a report', () => {
    expect(first('dung', { question: asked('report') })).toBe('answer');
    expect(first('dung', { question: asked('report', false) })).toBe('leave');
    for (const kind of ['erase', 'loss', 'enough', 'invited'] as const) {
      expect(first('dung', { question: asked(kind) })).toBe('leave');
    }
  });
  test('a command word while a place is asked may be its name, and is the command if it is none', () => {
    expect(route(turn('huy', { question: asked('place') }))).toEqual(['answer', 'leave']);
  });
  test('a report is a report whatever is open', () => {
    expect(first('BC T10 KT5', { question: asked('place') })).toBe('report');
    expect(first('BC T10 KT5', { question: asked('erase') })).toBe('report');
  });
});

describe('what an officer answers a parent', () => {
  test.each([
    'TL 12 bé co giật thì đến trạm',
    'tl12 den tram ngay',
    'TL 12: ra mau nhieu',
    'TL số 12 ngung tho',
  ])('%s is an answer before its words of danger, which are looked at where nobody answers by it', (text) =>
    expect(route(turn(text)).slice(0, 1)).toEqual(['reply-question']),
  );
  test('for who is no officer the danger comes next', () => {
    expect(route(turn('TL 12 be bi co giat'))).toEqual(['reply-question', 'emergency']);
    expect(route(turn('TL be bi co giat'))).toEqual(['emergency']);
  });
  test('XEM TL lists what waits', () => {
    for (const text of ['XEM TL', 'xem tl 12']) expect(first(text)).toBe('open-questions');
  });
  const reply = { repliesTo: 'asked:12:c' };
  test.each(['bé bị co giật thì đến trạm ngay', 'Đúng', 'gửi chị: mai trạm mở cửa', '1', 'có'])(
    'in reply to the question "%s" is its answer, whatever else is open',
    (text) => {
      expect(first(text, reply)).toBe('reply-question');
      expect(first(text, { ...reply, question: asked('broadcast-text') })).toBe('reply-question');
    },
  );
  test('a command stays one, and a reply to any other message is as any text', () => {
    expect(first('TC', reply)).toBe('leave');
    expect(first('XEM TL', reply)).toBe('open-questions');
    expect(first('be bi co giat', { repliesTo: 'reply:telegram:1:0' })).toBe('emergency');
  });
  test.each(['tl giup em voi', 'tlc la gi', 'ti le 12'])('"%s" is none', (text) => {
    expect(route(turn(text))).toContain('pass-on');
  });
});

test.each([
  ['CHIA SE 0912345678', 'share'],
  ['chia sẻ cho bà ngoại 0912345678', 'share'],
  ['chiase 0912345678', 'share'],
  ['DOI XA xã Mường Than', 'move'],
  ['doi xa Muong Than', 'move'],
  ['SO CU 0912345678', 'old-number'],
  ['số cũ là 0912 345 678', 'old-number'],
] as const)('%s is offered to %s, and to the library where it says no', (text, intent) => {
  expect(route(turn(text))[0]).toBe(intent);
  expect(route(turn(text))).toContain('ask');
});

test('what no text answers is passed on before it is left unread', () => {
  expect(route(turn('tram may gio mo cua')).slice(-3)).toEqual(['ask', 'pass-on', 'unread']);
});

test.each(['DK 15/3/2026 xa Khong Co That', 'ctv 0911222333 thon 2', 'dk15/3'])(
  'what goes wrong behind a code is no question to a person: %s',
  (text) => expect(route(turn(text))).not.toContain('pass-on'),
);

test('any text has somewhere to go', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => route(turn(text)).length > 0),
  );
});
