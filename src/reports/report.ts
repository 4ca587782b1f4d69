import type { Handler } from '../handler.ts';

export const report: Handler = async () => undefined;
