/** A repository and a demo script in which everything a person meets in the window happens once. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { submit } from '../support/demo-steps.ts'
import { makeRepository, makeTempFolder, type TestRepository } from '../support/repository.ts'

export const STORY_GOAL = 'Greet people by name, politely, and say so in the README'

export interface StoryWorld {
  /** Beside everything else: the data folder and the script. */
  folder: string
  home: string
  repository: TestRepository
  /** What the demo agents of this world need in the host's environment. */
  env: Record<string, string>
}

const CHECK = `import { readFileSync } from 'node:fs'
const text = readFileSync('src/greet.js', 'utf8')
const polite = text.includes('Dear')
console.log('\\u001b[36mgreet\\u001b[39m is looked at')
console.log(polite ? '\\u001b[32m\\u2713 it is polite\\u001b[39m' : '\\u001b[31m\\u2717 it is not polite: no Dear in greet.js\\u001b[39m')
process.exit(polite ? 0 : 1)
`
const README_CHECK = `import { readFileSync } from 'node:fs'
process.exit(readFileSync('README.md', 'utf8').includes(process.argv[2]) ? 0 : 1)
`

export function makeStoryWorld(options: { slow?: boolean } = {}): StoryWorld {
  const folder = makeTempFolder('story')
  const home = path.join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  const repository = makeRepository({
    'package.json': '{"name":"greetings","type":"module"}\n',
    'src/greet.js': "export const greet = () => 'hello'\n",
    'tools/check-greet.mjs': CHECK,
    'tools/check-readme.mjs': README_CHECK,
    'README.md': '# Greetings\n',
  })
  const script = path.join(folder, 'script.json')
  writeFileSync(script, JSON.stringify(storyScript(options.slow === true ? 400 : 60)))
  return { folder, home, repository, env: { TRIPTYCH_DEMO_SCRIPT: script } }
}

const done = (summary: string): Step => submit('report_result', { outcome: 'done', summary })
const greetFile = (word: string): Step => ({
  write: { path: 'src/greet.js', content: `export const greet = (name) => \`${word} \${name}\`\n` },
})
const criteria = (...entries: [status: 'met' | 'not_met', reason: string, evidence: string[]][]) =>
  entries.map(([status, reason, evidence], index) => ({ criterion: index + 1, status, reason, evidence }))

const GREET_TASK = {
  title: 'Greet by name',
  objective: 'greet(name) in src/greet.js greets politely.',
  acceptanceCriteria: ['The greeting is polite'],
  verificationSteps: ['node tools/check-greet.mjs'],
  allowedPaths: ['src'],
}
const README_TASK = {
  title: 'Say so in the README',
  objective: 'The README tells how to greet.',
  acceptanceCriteria: ['The README names greet'],
  verificationSteps: ['node tools/check-readme.mjs greet'],
  allowedPaths: ['README.md'],
}
const THANKS_TASK = {
  title: 'Thank the reader',
  objective: 'The README thanks the reader, as a person asked.',
  acceptanceCriteria: ['The README thanks the reader'],
  verificationSteps: ['node tools/check-readme.mjs Thanks'],
  allowedPaths: ['README.md'],
}

function storyScript(pauseMs: number): Script {
  const pause: Step = { sleepMs: pauseMs }
  return {
    strategy: [
      {
        when: { kind: 'plan' },
        steps: [
          { think: 'Two small parts: the code, then its description.' },
          { say: 'I plan two tasks: the greeting first, its description second.' },
          pause,
          submit('submit_plan', {
            summary: 'Greet by name, then describe it.',
            tasks: [GREET_TASK, README_TASK],
            risks: ['Nobody has said which word is polite.'],
            questions: ['Is “Dear” polite enough?'],
          }),
        ],
      },
      {
        when: { kind: 'replan' },
        steps: [
          { say: 'One more task, for what was asked for.' },
          pause,
          submit('submit_plan', { summary: 'Thank the reader too.', tasks: [THANKS_TASK], risks: [], questions: [] }),
        ],
      },
      {
        when: { kind: 'review' },
        steps: [
          { say: 'I compare the whole diff with the goal.' },
          submit('submit_verdict', {
            summary: 'The goal is met.',
            criteria: criteria(['met', 'Code and README say it.', ['diff:src/greet.js:1', 't1.v1']]),
          }),
        ],
      },
    ],
    implementation: [
      {
        when: { task: 'Greet by name', attempt: 1 },
        steps: [
          { think: 'A template literal will do.' },
          { say: 'I write the greeting with a plain hello.' },
          pause,
          greetFile('hello'),
          { run: 'node tools/check-greet.mjs' },
          done('greet takes a name.'),
        ],
      },
      {
        when: { task: 'Greet by name' },
        steps: [
          { say: 'The check wants Dear: I change the word.' },
          {
            ask: {
              title: 'Look up polite words',
              kind: 'fetch',
              rawInput: { url: 'https://words.invalid/polite', method: 'GET' },
            },
          },
          pause,
          greetFile('Dear'),
          done('greet says Dear now.'),
        ],
      },
      {
        when: { task: 'Say so in the README' },
        steps: [
          { say: 'The README gets an example.' },
          pause,
          { write: { path: 'README.md', content: '# Greetings\n\n`greet("Ada")` says Dear Ada.\n' } },
          done('The README names greet.'),
        ],
      },
      {
        when: { task: 'Thank the reader' },
        steps: [
          { say: 'A word of thanks at the end.' },
          pause,
          {
            write: {
              path: 'README.md',
              content: '# Greetings\n\n`greet("Ada")` says Dear Ada.\n\nThanks for reading.\n',
            },
          },
          submit('report_result', {
            outcome: 'done',
            summary: 'The README thanks the reader.',
            comments: [{ id: 'c1', outcome: 'done', answer: 'A word of thanks stands below it.' }],
          }),
        ],
      },
    ],
    checker: [
      {
        when: { kind: 'review' },
        steps: [
          submit('submit_verdict', {
            summary: 'Everything was run on the head, and passed.',
            criteria: criteria(['met', 'The steps of all tasks passed.', ['t1.v1']]),
          }),
        ],
      },
      {
        when: { task: 'Greet by name', prompt: 'It greets a person by name' },
        steps: [
          { say: 'The log shows that it is polite, the diff that it takes a name.' },
          pause,
          submit('submit_verdict', {
            summary: 'Polite, and by name.',
            criteria: criteria(
              ['met', 'The check says so.', ['v1:2']],
              ['met', 'The diff shows the parameter.', ['diff:src/greet.js:1']],
            ),
          }),
        ],
      },
      {
        steps: [
          { say: 'I read the log and the diff.' },
          pause,
          submit('submit_verdict', {
            summary: 'It holds.',
            criteria: criteria(['met', 'The application ran it.', ['v1', 'diff']]),
          }),
        ],
      },
    ],
  }
}
