import { registerHooks } from 'node:module';

// Node runs TypeScript as it is, but looks for './x.js' where the source is './x.ts'.
registerHooks({
  resolve(specifier, context, next) {
    const source = specifier.replace(/^(\.{1,2}\/.*)\.js$/, '$1.ts');
    const fromSource = source !== specifier && /\/src\/.*\.ts$/.test(context.parentURL ?? '');
    return next(fromSource ? source : specifier, context);
  },
});
