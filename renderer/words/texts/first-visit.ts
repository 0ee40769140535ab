// What the first visit and the list of removed runs say.
import type { Shown } from './shown.ts'

// first-run.tsx
export const strategy = 'Strategy'
export const writesPlan = 'Writes the plan: tasks, criteria, and the commands that prove them.'
export const implementation = 'Implementation'
export const changesCodeOneTaskAtTime =
  'Changes the code, one task at a time, in a folder of its own. Your checkout is never touched.'
export const checker = 'Checker'
export const judgesEachCriterionOnEvidence = 'Judges each criterion on the evidence that Triptych gathered itself.'
export const startDemoLower = 'start the demo'
export const firstVisit = 'First visit'
export const goalThreeAgentsYourDecision = 'A goal, three agents, your decision.'
export const pickGitRepositoryAndWrite =
  'Pick a git repository and write what you want. Three agents plan, change and check it, and Triptych runs the verification itself. You approve the plan before it starts and the result before it reaches a branch.'
export const startDemo = 'Start the demo'
export const demoTakesAboutMinuteAndCostsNothing =
  'The demo takes about a minute and costs nothing. Its agents are scripted, with no model behind them; everything else is real: the repository, the commits, the tests, and the decisions it asks you for.'

// machine-panel.tsx
export const whatIsOnThisMachine = 'What is on this machine'
export const checkAgain = 'Check again'
export const needed = 'Needed'
export const thisMachine = 'this machine'
export const agentsOfWhichOneIsEnough = 'Agents, of which one is enough'
export const toBeDone = 'To be done'
export const everythingIsThere = 'Everything is there'
export const asItShouldBeWith = (count: Shown): string => `As it should be (${count})`
export const asItShouldBe = 'As it should be'

// removed-view.tsx
export const allRuns = 'All runs'
export const theTrash = 'the trash'
export const branchStays = (branch: Shown): string => ` · ${branch} stays`
export const until = (day: Shown): string => `until ${day}`
