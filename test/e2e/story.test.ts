/** The main job, done entirely by hand and eye: the same story in each host, with the mouse or with the keyboard alone. */
import type { Locator, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { HOSTS, type HostName, hostProblem, type OpenWindow, openWindow } from './hosts.ts'
import { type Hands, type Person, personAt } from './person.ts'
import { makeStoryWorld, STORY_GOAL, type StoryWorld } from './story-world.ts'

/**
 * How often `npm run story` wants it told, by mouse and by keyboard in turn; otherwise it is told once in each host, but not in the stand-in:
 * `documents.test.ts` tells it there by that very command.
 */
const TIMES = Number(process.env['TRIPTYCH_STORY_TIMES'] ?? 0)
const BY: readonly Hands[] = ['mouse', 'keyboard']
/** In a browser the demo's story is by mouse. */
const ONCE: Readonly<Record<HostName, Hands>> = { serve: 'keyboard', 'stand-in': 'mouse', electron: 'mouse' }
const TOLD_HERE = HOSTS.filter((host) => TIMES > 0 || host !== 'stand-in')

interface Telling {
  hands: Hands
  by: string
}
const tellingsIn = (host: HostName): Telling[] =>
  TIMES === 0
    ? [{ hands: ONCE[host], by: ONCE[host] }]
    : Array.from({ length: TIMES }, (_, index) => {
        const hands = BY[index % BY.length] ?? 'mouse'
        return { hands, by: `${hands}, ${index + 1} of ${TIMES}` }
      })

/** The agents are processes, and the machine may be small and busy: several turns, and the whole. */
const TURNS = { timeout: 180_000 }
const STORY_MS = 900_000

describe.each(TOLD_HERE)('in %s', (host) => {
  test.for(tellingsIn(host))(
    'from an empty window to a branch, by $by [fault 8]',
    { timeout: STORY_MS },
    async ({ hands }, ctx) => {
      const problem = hostProblem(host)
      ctx.skip(problem !== null, problem ?? '')
      const world = makeStoryWorld()
      const open = await openWindow(host, world.home, world.env)
      try {
        await tell(open, world, personAt(open.page, hands))
        expect(open.problems).toEqual([])
      } finally {
        await open.close()
      }
    },
  )
})

async function tell(open: OpenWindow, world: StoryWorld, person: Person): Promise<void> {
  const { page } = open
  await startARun(open, world, person)
  await editAndApproveThePlan(page, person)
  await watchAndReload(page)
  await allowTheRequest(page, person)
  await readWhyThereWasASecondAttempt(page, person)
  await requestChanges(page, person)
  await approveThePlanAsItIs(page, person)
  const branch = await approveTheResult(page, person)
  expect(world.repository.git('show', `${branch}:src/greet.js`)).toContain('Dear')
  expect(world.repository.git('show', `${branch}:README.md`)).toContain('Thanks for reading.')
  expect(world.repository.git('status', '--porcelain')).toBe('')
  expect(world.repository.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main')
}

const region = (page: Page, name: RegExp): Locator => page.getByRole('region', { name })
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name })

async function startARun(open: OpenWindow, world: StoryWorld, person: Person): Promise<void> {
  const { page } = open
  await page.getByRole('heading', { name: 'A goal, three agents, your decision.' }).waitFor()
  await person.does(button(page, 'Choose a repository'), 'n')
  const field = page.getByLabel('Repository', { exact: true })
  if (await open.answerFolderDialog(world.repository.root))
    await person.does(page.getByRole('button', { name: 'Choose', exact: true }), 'Control+o')
  else {
    await person.writes(field, world.repository.root)
    await field.press('Enter')
  }
  const before = page.getByRole('complementary', { name: 'Before you start' })
  await before.getByText('A git repository, on main.').waitFor()
  // Checked as it is typed: without a goal there is nothing to start.
  await before.getByText('1 problem to solve first').waitFor()
  expect(await button(page, 'Start run').isDisabled()).toBe(true)
  await person.writes(page.getByLabel('Goal'), STORY_GOAL)
  await before.getByText('triptych/greet-people-by-name').waitFor()
  await before.getByText('Nothing is written before you start.').waitFor()
  expect(await page.getByLabel('Agent for checker').inputValue()).toBe('demo')
  await person.does(button(page, 'Start run'), 'Control+Enter')
  await page.getByRole('heading', { level: 1, name: STORY_GOAL }).waitFor()
}

async function editAndApproveThePlan(page: Page, person: Person): Promise<void> {
  // Its steps are tried by then.
  await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor(TURNS)
  await person.does(page.getByRole('link', { name: /^Plan/ }), 'g p')
  await page.getByText('Is “Dear” polite enough?').waitFor()
  if (person.hands === 'keyboard') await page.keyboard.press('e')
  await person.uses(button(page, 'Add a criterion'))
  await person.writes(page.getByLabel('Criterion 2', { exact: true }), 'It greets a person by name')
  await person.does(button(page, 'Approve the edited plan'), 'Control+Enter')
  await page.getByText(/^Accepted by you/).waitFor()
  // The request that comes next may be there already, and marks the link.
  const parts = page.getByRole('navigation', { name: 'Parts of the run' })
  await person.does(parts.getByRole('link', { name: /^Run/ }), 'g o')
}

async function watchAndReload(page: Page): Promise<void> {
  await region(page, /^Strategy/).waitFor()
  await region(page, /^Implementation/)
    .getByText('I change the word')
    .waitFor(TURNS)
  await page.getByText('Waits for you to allow or reject a request.', { exact: true }).waitFor()
  await page.reload()
  await page.getByText('Waits for you to allow or reject a request.', { exact: true }).waitFor()
  await region(page, /^Implementation/)
    .getByText('I change the word')
    .waitFor()
}

async function allowTheRequest(page: Page, person: Person): Promise<void> {
  const decision = region(page, /decision/i)
  await decision.getByText('https://words.invalid/polite').first().waitFor()
  const allow = decision.getByRole('button', { name: 'Allow once' })
  // It cannot be pressed by a key that was meant for something else.
  await expect.poll(() => allow.isEnabled(), TURNS).toBe(true)
  await person.does(allow, 'a')
  await region(page, /^Checker/).waitFor()
}

async function readWhyThereWasASecondAttempt(page: Page, person: Person): Promise<void> {
  // The run has gone on by itself to its end; the evidence of the first attempt is still there.
  await page.getByText('Waits for you to review the result.', { exact: true }).waitFor(TURNS)
  const task = region(page, /^Strategy/).getByRole('button', { name: /Greet by name/ })
  await person.does(task, 'k')
  await region(page, /^Implementation/)
    .getByText('Task 1')
    .waitFor()
  await person.uses(page.getByRole('navigation', { name: 'Attempts of this task' }).getByRole('link', { name: /^1/ }))
  const checker = region(page, /^Checker/)
  await checker.getByText('Sent back as work').waitFor()
  await checker.getByText(/exited with 1/).waitFor()
  await person.does(checker.getByRole('link', { name: /Open the log of v1/ }), 'e')
  const log = page.getByRole('main').getByText('it is not polite: no Dear in greet.js').first()
  await log.waitFor()
}

const COMMENT = 'Thank the reader here.'

/** On the line of the README that was added last. */
async function commentOnALine(page: Page, person: Person): Promise<void> {
  const line = page.getByRole('main').getByText('says Dear Ada.').first()
  await line.waitFor()
  if (person.hands === 'mouse') {
    await line.hover()
    await button(page, 'Comment on: Line 3, added').click()
  } else {
    await page.keyboard.press('n')
    await page.getByText('Line 2, added:').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByText('Line 3, added:').waitFor()
    await page.keyboard.press('c')
  }
  const field = page.getByLabel('Comment on line 3 of README.md')
  await field.waitFor()
  // It has the focus already.
  await page.keyboard.type(COMMENT)
  await page.keyboard.press('Control+Enter')
  await page.getByText('line 3 · not sent yet').waitFor()
}

async function requestChanges(page: Page, person: Person): Promise<void> {
  await person.does(page.getByRole('link', { name: /^Review/ }), 'g r')
  await page.getByRole('main').getByText('export const greet = (name)').first().waitFor()
  // A word of the language is set off by itself: the thread beside the page works in this host, under its content policy.
  await page.getByRole('main').getByText('export', { exact: true }).first().waitFor()
  const evidence = region(page, /evidence/i)
  await evidence.getByText('node tools/check-greet.mjs').first().waitFor()
  await evidence.getByText('exit 0').first().waitFor()
  await commentOnALine(page, person)
  // What is being written survives.
  await page.reload()
  await page.getByText(COMMENT).waitFor()
  await person.writes(page.getByLabel('Note', { exact: true }), 'One thing in the README.')
  if (person.hands === 'keyboard') {
    // In a field R is a letter; Esc leaves it.
    await page.keyboard.press('Escape')
    await person.uses(button(page, 'Request changes · 1 comment'))
  } else await button(page, 'Request changes · 1 comment').click()
}

async function approveThePlanAsItIs(page: Page, person: Person): Promise<void> {
  await page.getByText('Waits for you to approve the plan.', { exact: true }).waitFor(TURNS)
  await person.does(page.getByRole('link', { name: /^Plan/ }), 'g p')
  await page.getByText('Thank the reader').first().waitFor()
  const approve = button(page, 'Approve the plan')
  await expect.poll(() => approve.isEnabled(), TURNS).toBe(true)
  await person.does(approve, 'Control+Enter')
}

async function seeTheAnswer(page: Page): Promise<void> {
  const asked = region(page, /evidence/i).getByRole('list', { name: 'Your comments of the rounds before' })
  await asked.getByText(COMMENT).waitFor()
  await asked.getByText('Answered', { exact: true }).waitFor()
  await asked.getByText('A word of thanks stands below it.').waitFor()
  await asked.getByText('README.md:3').waitFor()
}

/** The branch that the window names at the end. */
async function approveTheResult(page: Page, person: Person): Promise<string> {
  await page.getByText('Waits for you to review the result.', { exact: true }).waitFor(TURNS)
  await person.does(page.getByRole('link', { name: /^Review/ }), 'g r')
  await page.getByRole('main').getByText('Thanks for reading.').first().waitFor()
  await seeTheAnswer(page)
  const approve = button(page, 'Approve and keep the branch')
  await expect.poll(() => approve.isEnabled(), TURNS).toBe(true)
  await person.does(approve, 'Control+Enter')
  await page.getByText('Completed').first().waitFor(TURNS)
  const branch = /triptych\/greet-people-by-name[\w-]+/.exec((await page.getByRole('main').textContent()) ?? '')?.[0]
  if (branch === undefined) expect.fail('the window names no branch')
  return branch
}
