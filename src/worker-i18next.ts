/**
 * Stands in for `i18next` in the Worker's bundle, with the part of it that `texts.ts` asks for: texts looked up by
 * key and filled in. No text of ours has a plural, a context or a reference; `test/texts.test.ts` holds every one to
 * the library.
 */
type Tree = { readonly [name: string]: string | Tree };
type Options = { readonly resources: Readonly<Record<string, { readonly translation: Tree }>> };
type Values = Readonly<Record<string, unknown>> & { readonly skipInterpolation?: boolean };

function textAt(tree: Tree | undefined, key: string): string | undefined {
  const found = key
    .split('.')
    .reduce<string | Tree | undefined>(
      (part, name) => (typeof part === 'object' && Object.hasOwn(part, name) ? part[name] : undefined),
      tree,
    );
  return typeof found === 'string' ? found : undefined;
}

function createInstance() {
  let resources: Options['resources'] = {};
  return {
    async init(options: Options): Promise<void> {
      resources = options.resources;
    },
    /** A key that there is not is given back, and a hole without a value stays, as with the library. */
    getFixedT:
      (language: string) =>
      (key: string, { skipInterpolation, ...values }: Values = {}): string => {
        const text = textAt(resources[language]?.translation, key);
        if (text === undefined || skipInterpolation === true) return text ?? key;
        return text.replaceAll(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));
      },
  };
}

export default { createInstance };
