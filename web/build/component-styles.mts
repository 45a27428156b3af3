import type { Plugin } from 'vite';

/** Holds the names of a component's style rules; the rules themselves lie under `styles/`, by the same name. */
const CLASS_NAMES = /\/@mantine\/core\/esm\/.*\/(\w+)\.module\.mjs(?:\?.*)?$/;

/** The bundler's own code that fetches the files of a page; it puts its style sheets into the head. */
const FETCHES_FILES = /vite\/preload-helper/;
const INTO_HEAD = 'document.head.appendChild(';

/**
 * Lets each component of the library bring its own style rules, so that a page fetches those of the
 * components on it and of no others, and none can be forgotten. They are in a cascade layer: whatever the
 * cabinet's own style sheets say wins, in whichever order the files arrive. Among themselves the later
 * wins, so that those of a component must stand behind those of what it is made of: as the first ones
 * stand at the end of the body, the others follow there.
 */
export function componentStyles(): Plugin {
  return {
    name: 'component-styles',
    enforce: 'pre',
    transform(code, id) {
      if (FETCHES_FILES.test(id)) {
        if (!code.includes(INTO_HEAD)) this.error(`${id} has no ${INTO_HEAD}`);
        return { code: code.replaceAll(INTO_HEAD, 'document.body.appendChild('), map: null };
      }
      const [, name] = CLASS_NAMES.exec(id) ?? [];
      if (name === undefined) return null;
      return { code: `import '@mantine/core/styles/${name}.layer.css';\n${code}`, map: null };
    },
  };
}
