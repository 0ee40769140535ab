/** The demo, from the first visit to a report that is verified, by what is visible alone. */
import type { Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { exportAndVerify } from './export-by-hand.ts'
import { openWindow } from './hosts.ts'
import { newHome } from './seeded-home.ts'

/** The agents are processes, and the machine may be small. */
const STORY_MS = 330_000
const PATIENT = { timeout: 120_000 }
const EDIT = 'Amounts stay whole cents.'
const COMMENT = 'Say why the first ones pay more where it is equal.'

const region = (page: Page, name: RegExp): Locator => page.getByRole('region', { name })
const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name })
const part = (page: Page, name: RegExp): Locator =>
  page.getByRole('navigation', { name: 'Parts of the run' }).getByRole('link', { name })
const isAsked = (page: Page, question: string): Promise<void> =>
  page.getByText(`Waits for you to ${question}.`, { exact: true }).waitFor(PATIENT)

test(
  'the demo: its plan edited, its second attempt understood, a line commented, the answer seen, approved, exported, verified',
  async () => {
    const open = await openWindow('serve', newHome())
    const { page } = open
    try {
      await button(page, 'Start the demo').click()
      await editAndApproveThePlan(page)
      await approveTheNextPlan(page, 'Export expenses as CSV without a package')
      await findWhyThereWasASecondAttempt(page)
      await commentOnALine(page)
      await approveTheNextPlan(page, 'Take up the comments')
      await seeTheAnswer(page)
      await approveTheResult(page)
      await readTheReport(await exportAndVerify(page))
      expect(open.problems).toEqual([])
    } finally {
      await open.close()
    }
  },
  STORY_MS,
)

async function editAndApproveThePlan(page: Page): Promise<void> {
  await isAsked(page, 'approve the plan')
  await button(page, 'Open the plan').click()
  const objective = page.getByRole('textbox', { name: 'Objective' })
  await objective.fill(`${await objective.inputValue()} ${EDIT}`)
  await page.getByText('Draft kept · 1 text changed').waitFor()
  await button(page, 'Approve the edited plan').click()
  await page.getByText(/^Accepted by you/).waitFor()
  await page.getByText('1 task changed.').waitFor()
  await page.getByRole('main').getByText(EDIT).first().waitFor()
}

/** What is new in it is told beside it. */
async function approveTheNextPlan(page: Page, title: string): Promise<void> {
  await isAsked(page, 'approve the plan')
  await part(page, /^Plan/).click()
  await page
    .getByRole('list', { name: /^Changes since version/ })
    .getByText(title)
    .waitFor()
  await press(button(page, 'Approve the plan'))
  await page.getByText(/^Accepted by you/).waitFor()
}

/** A decision can be pressed once a person can have read it. */
async function press(decision: Locator): Promise<void> {
  await expect.poll(() => decision.isEnabled(), { timeout: 30_000 }).toBe(true)
  await decision.click()
}

/** The task's list says that there were two; the first one's evidence says why, down to the line of the log. */
async function findWhyThereWasASecondAttempt(page: Page): Promise<void> {
  await isAsked(page, 'review the result')
  await part(page, /^Run/).click()
  const strategy = region(page, /^Strategy/)
  await strategy.getByText('replaced · 2 attempts not accepted').waitFor()
  await strategy.getByRole('button', { name: /Split a bill by weights/ }).click()
  await page.getByRole('navigation', { name: 'Attempts of this task' }).getByRole('link', { name: /^1/ }).click()
  const checker = region(page, /^Checker/)
  await checker.getByText('Sent back as work').waitFor()
  await checker.getByText('passed before').first().waitFor()
  await checker
    .getByText(/no cent is lost/)
    .first()
    .waitFor()
  // The whole result as it was with this attempt, beside what it changed itself; and back.
  await button(page, 'Against the base').click()
  await page.getByRole('main').getByText('Diff against the base').first().waitFor()
  await page.goBack()
  await checker.getByRole('link', { name: /Open the log of v1/ }).click()
  await page
    .getByRole('main')
    .getByText(/cents among 3 people became/)
    .first()
    .waitFor()
}

async function commentOnALine(page: Page): Promise<void> {
  await part(page, /^Review/).click()
  await page.getByRole('treeitem', { name: /^split\.ts/ }).click()
  await page.getByText('const payExtra = new Set').first().hover()
  await button(page, 'Comment on: Line 23, added').click()
  await page.getByLabel('Comment on line 23 of src/split.ts').fill(COMMENT)
  await button(page, 'Keep the comment').click()
  await press(button(page, 'Request changes · 1 comment'))
}

async function seeTheAnswer(page: Page): Promise<void> {
  await isAsked(page, 'review the result')
  await part(page, /^Review/).click()
  const list = page.getByRole('list', { name: 'Your comments of the rounds before' })
  await list.getByText(COMMENT).waitFor()
  await list.getByText('Answered', { exact: true }).waitFor()
  await list.getByText('I wrote it as a note above the line.').waitFor()
  await list.getByText('src/split.ts:24').click()
  await page.getByText(`Asked in review: ${COMMENT}`).first().waitFor()
  // Only what is new in this round.
  await button(page, /^Since your review/).click()
  await expect
    .poll(() => page.getByRole('treeitem').allInnerTexts())
    .toEqual([expect.stringContaining('src'), expect.stringContaining('split.ts')])
}

async function approveTheResult(page: Page): Promise<void> {
  await page.getByText(/^The result stays on triptych\//).waitFor()
  await press(button(page, 'Approve and keep the branch'))
  await page.getByText('Completed').first().waitFor({ timeout: 30_000 })
}

async function readTheReport(report: Page): Promise<void> {
  await report.getByRole('heading', { level: 1, name: /^Get tally ready for our trip/ }).waitFor()
  await report.getByText(COMMENT, { exact: true }).waitFor()
  await report.getByText('Implementation, task 5, attempt 1, answered (done) and says:').waitFor()
}
