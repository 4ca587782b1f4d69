/**
 * The shape of the data. Instants are integers (ms since the epoch, UTC); civil dates are `YYYY-MM-DD` and
 * reporting periods `YYYY-MM`, both of Asia/Ho_Chi_Minh. Columns ending in `_sealed` are AES-256-GCM text,
 * those ending in `_mac` are keyed hashes for look-up.
 */
export * from './schema/children.ts';
export * from './schema/delivery.ts';
export * from './schema/guidance.ts';
export * from './schema/keeping.ts';
export * from './schema/people.ts';
export * from './schema/reports.ts';
export * from './schema/units.ts';
