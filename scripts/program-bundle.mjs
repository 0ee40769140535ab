/** How the product's programs are bundled: those that `npm pack` ships, and those that tests start. */
import { copyFileSync, cpSync } from 'node:fs'
import path from 'node:path'

/**
 * The demo agent is a program of its own beside a bundle; what it reads goes with it, and the repository that it works on.
 * @returns {import('vite').Plugin}
 */
export function demoAgent() {
  let [from, to] = ['', '']
  return {
    name: 'demo-agent',
    configResolved({ root, build }) {
      from = path.join(root, 'electron/agents/demo')
      to = path.resolve(root, build.outDir, 'demo')
    },
    writeBundle() {
      copyFileSync(path.join(from, 'sample.json'), path.join(to, 'sample.json'))
      cpSync(path.join(from, 'sample'), path.join(to, 'sample'), { recursive: true })
    },
  }
}

/**
 * Programs for Node with all they need, the demo agent among them.
 * @param {string} root the project. A bundler may move this file, which therefore does not know it by itself.
 * @param {string} outDir absolute, or relative to the project
 * @param {Record<string, string>} entries by name, relative to `electron/`
 * @returns {import('vite').UserConfig}
 */
export function programBundle(root, outDir, entries) {
  const programs = Object.entries({ ...entries, 'demo/agent': 'agents/demo/agent.ts' })
  return {
    root,
    plugins: [demoAgent()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(programs.map(([name, file]) => [name, path.join(root, 'electron', file)])),
        // All in one folder: what a module finds beside itself is then found from every chunk.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  }
}
