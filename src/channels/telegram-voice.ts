/** Voice messages by the Bot API. A recording is uploaded once by each process, then sent by Telegram's own id of it. */
import { InputFile } from 'grammy/web';
import type { Address, Recording, SendResult } from '../message.ts';
import type { TelegramApi } from './telegram-api.ts';
import { failureOf } from './telegram-failure.ts';

/** Limit of the Bot API for what a bot sends as a voice. */
export const VOICE_BYTES = 50_000_000;

export function telegramVoice(api: TelegramApi) {
  /** By the recording's key: Telegram's id once it is known; undefined where that upload failed. */
  const ids = new Map<string, Promise<string | undefined>>();

  function upload(chat: number, { key, name, open }: Recording) {
    const sending = api.sendVoice(chat, new InputFile(open(), name));
    const id: Promise<string | undefined> = sending.then(
      (sent) => sent.voice?.file_id,
      () => undefined,
    );
    ids.set(key, id);
    void id.then((found) => {
      if (found === undefined && ids.get(key) === id) ids.delete(key);
    });
    return sending;
  }

  return async function speak(to: Address, recording: Recording): Promise<SendResult> {
    if (recording.bytes > VOICE_BYTES) return { kind: 'failed', reason: 'too-long' };
    const chat = Number(to.value);
    try {
      // The first of a morning uploads it, the others wait for that; where it failed, each tries for itself.
      const uploading = ids.get(recording.key);
      const id = uploading === undefined ? undefined : await uploading;
      const sent = await (id === undefined ? upload(chat, recording) : api.sendVoice(chat, id));
      return { kind: 'accepted', providerId: `${sent.chat.id}:${sent.message_id}` };
    } catch (error) {
      return failureOf(error);
    }
  };
}
