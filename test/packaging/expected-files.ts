/**
 * What a person installs, by the name of every file: the archive of the window, and the package of the command line. `*` stands for the
 * hash of a chunk's content; a name that is here twice is there twice, with two hashes. The tests beside this file fail for a file that is
 * not here, and for one that is here and not there: whoever adds or renames one says here that it belongs inside.
 */

/** By folder, names relative to it. */
export type ExpectedFiles = Readonly<Record<string, readonly string[]>>

/** The demo agent, its script, and the repository that it works on, which is written in TypeScript. */
const DEMO = [
  'agent.js',
  'sample.json',
  'sample/README.md',
  'sample/package.json',
  'sample/src/expense.ts',
  'sample/src/split.ts',
  'sample/src/total.ts',
  'sample/test/split.test.ts',
  'sample/test/total.test.ts',
]

/** Everything in one folder but the preload and the page. */
const MAIN = [
  'acp-*.js',
  'acp-*.js',
  'client-*.js',
  'coerce-*.js',
  'command-*.js',
  'electron-updater.js',
  'end-program-*.js',
  'helpers-*.js',
  'main.js',
  'mediaType-*.js',
  'rolldown-runtime-*.js',
  'server-*.js',
  'streamableHttp-*.js',
  'streamableHttp-*.js',
  'types-*.js',
  'words-*.js',
]

/** What is loaded by name: the page, its worker, and each view and viewer that is read when it is first shown. */
const PAGE = [
  'agents-view-*.js',
  'artifacts-tab-*.js',
  'code-viewer-*.js',
  'command-palette-*.js',
  'csv-viewer-*.js',
  'diff-pane-*.js',
  'diff-viewer-*.js',
  'first-run-*.js',
  'gate-in-place-*.js',
  'html-frame-*.js',
  'image-compare-*.js',
  'image-viewer-*.js',
  'inbox-view-*.js',
  'index-*.css',
  'index-*.js',
  'json-viewer-*.js',
  'log-pane-*.js',
  'markdown-viewer-*.js',
  'new-run-view-*.js',
  'peek-question-*.js',
  'plan-tab-*.js',
  'removed-view-*.js',
  'report-dialog-*.js',
  'report-panel-*.js',
  'review-tab-*.js',
  'run-view-*.js',
  'settings-view-*.js',
  'timeline-tab-*.js',
  'usage-view-*.js',
  'viewer-worker-*.js',
  'welcome-view-*.js',
]

/**
 * Besides, modules that several of these share: the bundler puts them into chunks of its own, and calls each by one of its modules. They come
 * and go with any import, so they are not listed; but each must be asked for by a file that is there (`unlinked.ts`), and there are no
 * more than so many.
 */
export const SHARED = { folder: 'out/renderer/assets', atMost: 60 }

const COMMAND_LINE = [
  'acp-*.js',
  'acp-*.js',
  'agent-version-*.js',
  'bounded-log-*.js',
  'cli.js',
  'client-*.js',
  'coerce-*.js',
  'command-*.js',
  'end-program-*.js',
  'helpers-*.js',
  'interruption-*.js',
  'mediaType-*.js',
  'program-*.js',
  'real-path-*.js',
  'rolldown-runtime-*.js',
  'schemas-*.js',
  'serve-command-*.js',
  'server-*.js',
  'streamableHttp-*.js',
  'streamableHttp-*.js',
  'try-command-*.js',
  'types-*.js',
  'types-*.js',
  'words-*.js',
]

/** `app.asar`. */
export const ARCHIVE: ExpectedFiles = {
  '.': ['package.json'],
  'out/main': MAIN,
  'out/main/demo': DEMO,
  'out/preload': ['preload.cjs'],
  'out/renderer': ['index.html'],
  'out/renderer/assets': PAGE,
}

/** What `npm pack` makes. */
export const NPM_PACKAGE: ExpectedFiles = {
  '.': ['package.json', 'README.md', 'ARCHITECTURE.md', 'SECURITY.md'],
  bin: ['triptych.mjs'],
  docs: [
    'agents.md',
    'approvals.md',
    'contracts.md',
    'contributing.md',
    'first-run.md',
    'install.md',
    'performance.md',
    'recovery.md',
    'reliability.md',
    'settings.md',
    'troubleshooting.md',
  ],
  scripts: ['child.mjs'],
  'out/cli': COMMAND_LINE,
  'out/cli/demo': DEMO,
  'out/renderer': ['index.html'],
  'out/renderer/assets': PAGE,
}
