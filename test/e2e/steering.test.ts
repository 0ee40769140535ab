/** What a person says while agents work: a server is trusted, a permission remembered, a turn interrupted; by the keyboard alone. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import type { Script, Step } from '../../electron/agents/demo/script.ts'
import { databaseFile } from '../../electron/home.ts'
import { openStore } from '../../electron/store/store.ts'
import { submit } from '../support/demo-steps.ts'
import { makeRepository, makeTempFolder } from '../support/repository.ts'
import { type OpenWindow, openWindow } from './hosts.ts'
import { type Person, personAt } from './person.ts'

const SERVER = path.resolve(import.meta.dirname, '../agents-driver/fixtures/notes-server.ts')
const GOAL = 'Say hello'
/** Longer than the test may take: only the interruption ends it. */
const LONG_MS = 120_000

const ask: Step = { ask: { title: 'Look up words', kind: 'fetch', rawInput: { url: 'https://words.invalid/hello' } } }

const SCRIPT: Script = {
  strategy: [
    {
      steps: [
        submit('submit_plan', {
          summary: 'One file.',
          tasks: [
            {
              title: 'Write the greeting',
              objective: 'hello.txt says hello.',
              acceptanceCriteria: ['hello.txt is there'],
              verificationSteps: ["node -e \"require('fs').readFileSync('hello.txt')\""],
              allowedPaths: ['hello.txt'],
            },
          ],
          risks: [],
          questions: [],
        }),
      ],
    },
  ],
  implementation: [
    {
      when: { prompt: 'in Swedish' },
      steps: [
        { say: 'Then it is hej.' },
        { write: { path: 'hello.txt', content: 'hej\n' } },
        submit('report_result', { outcome: 'done', summary: 'It says hej.' }),
      ],
    },
    { steps: [{ say: 'I look a word up.' }, ask, ask, { say: 'Both were answered.' }, { sleepMs: LONG_MS }] },
  ],
  checker: [
    {
      when: { prompt: 'Be strict' },
      steps: [
        { say: 'I was told to be strict.' },
        submit('submit_verdict', {
          summary: 'It is there.',
          criteria: [{ criterion: 1, status: 'met', reason: 'The step passed.', evidence: ['v1'] }],
        }),
      ],
    },
  ],
}

function makeWorld() {
  const folder = makeTempFolder('steering')
  const home = path.join(folder, 'home')
  mkdirSync(home, { mode: 0o700 })
  const script = path.join(folder, 'script.json')
  writeFileSync(script, JSON.stringify(SCRIPT))
  const describeServer = (description: string): void => {
    const notes = { command: process.execPath, args: [SERVER], env: { DESCRIPTION: description } }
    writeFileSync(path.join(home, 'settings.json'), JSON.stringify({ mcpServers: { notes } }))
  }
  return { home, script, repository: makeRepository({ 'README.md': '# Hello\n' }), describeServer }
}

const region = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name })

test('a server is trusted, a permission remembered, a turn interrupted', { timeout: 60_000 }, async () => {
  const world = makeWorld()
  world.describeServer('Reads notes.')
  const open = await openWindow('serve', world.home, { TRIPTYCH_DEMO_SCRIPT: world.script })
  try {
    const { page } = open
    const person = personAt(page, 'keyboard')
    await start(page, world.repository.root)
    await trustTheServer(page, person)
    await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor()
    world.describeServer('Reads notes, and sends them.')
    await approveThePlan(page)
    await goOnWithoutTheChangedServer(page, person)
    await allowBothRequests(page, person, world.home)
    await interrupt(open, person)
    await readWhatWasSaid(page, world.home)
    expect(open.problems).toEqual([])
  } finally {
    await open.close()
  }
})

async function start(page: Page, repository: string): Promise<void> {
  await page.getByRole('heading', { name: 'A goal, three agents, your decision.' }).waitFor()
  await page.keyboard.press('n')
  await page.getByLabel('Repository', { exact: true }).fill(repository)
  await page.getByLabel('Repository', { exact: true }).press('Enter')
  await page.getByText('A git repository, on main.').waitFor()
  await page.getByLabel('Goal').fill(GOAL)
  await page.getByText('Nothing is written before you start.').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { level: 1, name: GOAL }).waitFor()
}

async function trustTheServer(page: Page, person: Person): Promise<void> {
  const decision = region(page, 'Your decision')
  await decision.getByText('A new MCP server').waitFor()
  await decision.getByText(path.basename(SERVER)).waitFor()
  expect(await decision.getByText(/^(read|write)_note$/).allInnerTexts()).toEqual(['read_note', 'write_note'])
  await expect
    .poll(() => decision.getByRole('button', { name: 'Trust it and use it' }).isEnabled(), { timeout: 30_000 })
    .toBe(true)
  await person.does(decision.getByRole('button', { name: 'Trust it and use it' }), 'Control+Enter')
}

async function approveThePlan(page: Page): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  const approve = page.getByRole('button', { name: /^Approve/ })
  await expect.poll(() => approve.isEnabled(), { timeout: 30_000 }).toBe(true)
  await page.keyboard.press('Control+Enter')
  await page.getByText(/^Accepted by you/).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('o')
}

async function goOnWithoutTheChangedServer(page: Page, person: Person): Promise<void> {
  const decision = region(page, 'Your decision')
  await decision.getByText('An MCP server has changed').waitFor()
  const without = decision.getByRole('button', { name: 'Go on without it' })
  await expect.poll(() => without.isEnabled(), { timeout: 30_000 }).toBe(true)
  await person.does(without, 'r')
}

async function allowBothRequests(page: Page, person: Person, home: string): Promise<void> {
  const decision = region(page, 'Your decision')
  await decision.getByText('https://words.invalid/hello').first().waitFor()
  await person.uses(decision.getByRole('checkbox', { name: /^Answer identical requests/ }), 'Space')
  const allow = decision.getByRole('button', { name: 'Allow in this run' })
  await expect.poll(() => allow.isEnabled(), { timeout: 30_000 }).toBe(true)
  await person.does(allow, 'a')
  // The second request is the same, and nobody is asked.
  await region(page, /^Implementation/)
    .getByText('Both were answered.')
    .waitFor()
  expect(openedGates(home).filter((kind) => kind === 'permission')).toHaveLength(1)
}

function openedGates(home: string): string[] {
  const store = openStore(databaseFile(home))
  try {
    return store.runStore.listRuns().flatMap(({ id }) => store.listGates(id).map(({ kind }) => kind))
  } finally {
    store.close()
  }
}

async function interrupt({ page }: OpenWindow, person: Person): Promise<void> {
  const checker = region(page, /^Checker/)
  await person.writes(checker.getByLabel('Message to Checker'), 'Be strict about it.')
  await page.keyboard.press('Control+Enter')
  await checker.getByText('Waits for the next turn.').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  const field = region(page, /^Implementation/).getByLabel('Message to Implementation')
  await expect.poll(() => field.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.type('Say it in Swedish.')
  // What was being written is there again.
  await page.reload()
  await expect.poll(() => field.inputValue()).toBe('Say it in Swedish.')
  await person.uses(page.getByRole('button', { name: 'Interrupt now' }))
  await page.getByRole('dialog', { name: 'Interrupt Implementation?' }).waitFor()
  await person.uses(page.getByRole('dialog').getByRole('button', { name: 'Interrupt now' }))
}

async function readWhatWasSaid(page: Page, home: string): Promise<void> {
  const implementation = region(page, /^Implementation/)
  await implementation
    .getByRole('region', { name: /^Your message/ })
    .getByText('Say it in Swedish.')
    .waitFor()
  await implementation.getByText('Then it is hej.').waitFor()
  const checker = region(page, /^Checker/)
  await checker.getByRole('button', { name: /judged task 1/ }).click({ timeout: 30_000 })
  await checker
    .getByRole('region', { name: /^Your message/ })
    .getByText('Be strict about it.')
    .waitFor()
  expect(await checker.getByText('Waits for the next turn.').count()).toBe(0)
  expect(openedGates(home).slice(0, 4)).toEqual(['mcp_server', 'plan', 'mcp_server', 'permission'])
}
