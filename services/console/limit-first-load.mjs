import { gzipSync } from 'node:zlib';

/** A vite plugin: the build fails where the first page a person opens, whichever it is, is more than this to load. */
export function limitFirstLoad({ kilobytes }) {
  return {
    name: 'limit-first-load',
    generateBundle(_, bundle) {
      const sizeOf = (files) =>
        [...files].reduce((sum, file) => {
          const { code, source } = bundle[file];
          return sum + gzipSync(code ?? source).length / 1_000;
        }, 0);
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const [entry] = chunks.filter(({ isEntry }) => isEntry);
      for (const page of [entry, ...chunks.filter(({ isDynamicEntry }) => isDynamicEntry)]) {
        const size = sizeOf(new Set([...filesOf(bundle, entry), ...filesOf(bundle, page)]));
        if (size > kilobytes) {
          this.error(`${page.name} takes ${Math.round(size)} kB to load first, more than ${kilobytes}: split it`);
        }
      }
    },
  };
}

/** A chunk, the styles it brings, and all that it imports. */
function filesOf(bundle, { fileName, imports, viteMetadata }, found = new Set()) {
  if (found.has(fileName)) return found;
  found.add(fileName);
  for (const style of viteMetadata?.importedCss ?? []) found.add(style);
  for (const file of imports) filesOf(bundle, bundle[file], found);
  return found;
}
