/**
 * Stands in for the two files of zod that write JSON Schema. Nothing of ours asks for one, but every type of zod holds on
 * to them. No parsing reads what is here: `test/worker/stand-ins.test.ts` parses by each type that is used, in workerd.
 */
function none(): never {
  throw new Error(
    'The Worker carries no JSON Schema: take the aliases to src/worker-no-json-schema.ts out of wrangler.toml.',
  );
}

export const createToJSONSchemaMethod = () => none;
export const createStandardJSONSchemaMethod = () => none;

export {
  none as aggregateChecks,
  none as anyProcessor,
  none as arrayProcessor,
  none as bigintProcessor,
  none as booleanProcessor,
  none as catchProcessor,
  none as customProcessor,
  none as dateProcessor,
  none as defaultProcessor,
  none as enumProcessor,
  none as fileProcessor,
  none as functionProcessor,
  none as intersectionProcessor,
  none as lazyProcessor,
  none as literalProcessor,
  none as mapProcessor,
  none as nanProcessor,
  none as neverProcessor,
  none as nonoptionalProcessor,
  none as nullProcessor,
  none as nullableProcessor,
  none as numberProcessor,
  none as objectProcessor,
  none as optionalProcessor,
  none as pipeProcessor,
  none as prefaultProcessor,
  none as promiseProcessor,
  none as readonlyProcessor,
  none as recordProcessor,
  none as setProcessor,
  none as stringProcessor,
  none as successProcessor,
  none as symbolProcessor,
  none as templateLiteralProcessor,
  none as transformProcessor,
  none as tupleProcessor,
  none as undefinedProcessor,
  none as unionProcessor,
  none as unknownProcessor,
  none as voidProcessor,
  none as toJSONSchema,
};
