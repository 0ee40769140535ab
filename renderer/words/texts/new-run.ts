// What the form of a new run says.
import type { Shown } from './shown.ts'

// agent-choices.tsx
export const notInstalledAfter = ' (not installed)'
export const notInstalledSo = (remedy: Shown): string => `Not installed. ${remedy}`
export const model = 'Model'
export const mode = 'Mode'
export const effort = 'Effort'
export const modelModeEffort = 'Model, mode, effort'
export const itsReadOnlyMode = 'its read-only mode'
export const agentsDefault = 'the agent’s default'

// attachments-field.tsx
export const attachedFiles = 'Attached files'
export const removed = (name: Shown): string => `Removed: ${name}`
export const attachDropOrPasteFiles = 'Attach, drop or paste files'
export const filesToAttach = 'Files to attach'
export const attaching = 'Attaching…'

// checks-panel.tsx
export const checks = 'Checks'
export const chooseRepository = 'Choose a repository: what it needs is checked as you type.'
export const willBeTouched = 'Will be touched'
export const newBranch = 'A new branch'
export const onlyTriptychMovesIt = 'Only Triptych moves it.'
export const worktreeInDataFolder = 'A worktree in the data folder'
export const yourCheckoutIsAnotherOne = 'Your checkout is another one.'
export const checkpointsUnder = 'Checkpoints under'
export const commitsThatNoBranchOfYoursContains = 'Commits that no branch of yours contains.'
export const willNotBeTouched = 'Will not be touched'
export const yourCheckoutIndexStashesAndBranches = 'Your checkout, index, stashes and branches'
export const testsCiAndLockFiles = 'Tests, CI and lock files, unless the plan names them'
export const hooksAndConfigurationOfRepository = 'Hooks and configuration of the repository'
export const anyBranchOfYoursBeforeYouApprove = 'Any branch of yours, before you approve the result'

// form.ts
export const sayInSentenceOr = 'Say in a sentence or more what is to be done.'
export const goalIsTooLong = (count: Shown, limit: Shown): string =>
  `The goal has ${count} characters; ${limit} is the limit. Put long material into the repository and point to it.`
export const amountInDollarsSuchAs600 = 'An amount in dollars, such as 6.00.'
export const wholeNumberFromTo = (least: Shown, most: Shown): string => `A whole number from ${least} to ${most}.`
export const isNotKeptAnyMore = (name: Shown): string => `${name} is not kept any more.`
export const removeItOrAttachItAgain = 'Remove it, or attach it again.'
export const goalIsNotReady = 'The goal is not ready.'
export const limitIsNotNumberItCanBe = 'A limit is not a number it can be.'
export const thereIsNoAgent = (whose: Shown, id: Shown): string => `${whose}there is no agent “${id}”.`
export const chooseAnother = 'Choose another.'
export const isNotInstalled = (whose: Shown, name: Shown): string => `${whose}${name} is not installed.`
export const isNotLoggedIn = (whose: Shown, name: Shown): string => `${whose}${name} is not logged in.`
export const ifItAsks = (remedy: Shown): string => `If it asks: ${remedy}`
export const whetherIsLoggedInShows = (whose: Shown, name: Shown): string =>
  `${whose}whether ${name} is logged in shows when it is used.`
export const supervised = 'Supervised'
export const asksForPlanForPermissions = 'Asks for the plan, for permissions, and for the result.'
export const reviewAtEnd = 'Review at the end'
export const worksAloneInsideItsLimits = 'Works alone inside its limits; asks once, for the result.'
export const everyTask = 'Every task'
export const asSupervisedAndAfterEachVerifiedTask = 'As Supervised, and after each verified task.'
export const unattended = 'Unattended'
export const asksNobody =
  'Asks nobody: refuses what no rule allows, ends as failed where a person is needed, keeps the result on its own branch.'

// goal-part.tsx
export const whatMustBeTrueAtEnd = 'What must be true at the end, and what must stay as it is.'

// limit-fields.tsx
export const costIn = 'Cost in $'
export const minutesOfWork = 'Minutes of work'
export const minutesPerTurn = 'Minutes per turn'
export const minutesToAnswer = 'Minutes to answer'
export const turnsPerSession = 'Turns per session'
export const contextIn = 'Context in %'
export const moreLimits = 'More limits'
export const permissionThatNobodyAnswersInTime =
  'A permission that nobody answers in time is refused. A role begins a fresh session, with a summary, after so many turns or once so much of its context is in use.'

// new-run-view.tsx
export const start = 'start'
export const closeFormStays = 'close; the form stays'
export const beforeYouStart = 'Before you start'
export const startRun = 'Start run'
export const nothingIsWrittenBeforeYouStart = 'Nothing is written before you start.'
export const useDemoAgentsInstead = 'Use the demo agents instead'
export const whatIsCheckedOut = 'What is checked out'
export const startFrom = 'Start from'
export const runOnceInFreshWorktreeBeforePlanning = (source: Shown): string =>
  `Run once in the fresh worktree before planning; one command per line. ${source}`

// preset-field.tsx
export const whoWorks = 'Who works'
export const asChosenBelow = 'As chosen below'
export const eachRoleAsYouChoseIt = 'Each role as you chose it.'

// presets.ts
export const asProposed = 'As proposed'
export const plansWorksChecks = (plans: Shown, works: Shown, checks: Shown): string =>
  `${plans} plans, ${works} works, ${checks} checks.`
export const alone = (name: Shown): string => `${name} alone`
export const playsAllThreeRoles = (name: Shown): string => `${name} plays all three roles; it checks its own work.`
export const demoAgents = 'Demo agents'
export const theyPlayScriptWithoutModel =
  'They play a script, without a model and without an account: to see how a run goes.'

// repository-field.tsx
export const chooseFolder = 'choose a folder'
export const pathToRepository = '/path/to/a/repository'
export const choose = 'Choose'
export const recentRepositories = 'Recent repositories'

// saved-forms.tsx
export const template = 'Template'
export const draft = 'Draft'
export const templatesAndDraftsLower = 'templates and drafts'
export const keepAsDraftLower = 'keep as draft'
export const templates = 'Templates'
export const templatesAndDraftsWith = (count: Shown): string => `Templates and drafts (${count})`
export const saveAsTemplateEllipsis = 'Save as template…'
export const keepAsDraftEllipsis = 'Keep as draft…'
export const goalFilesAgentsPolicyAndLimits =
  'Goal, files, agents, policy and limits are kept, for any repository. The form stays as it is.'
export const wholeFormIsKept = 'The whole form is kept, and this one is empty again.'
export const saveAsTemplate = 'Save as template'
export const keepAsDraft = 'Keep as draft'
export const giveItName = 'Give it a name.'
export const leaveIt = 'Leave it'
export const saveTemplate = 'Save the template'
export const keepDraft = 'Keep the draft'
export const templatesAndDrafts = 'Templates and drafts'
export const nothingIsKeptYet = 'Nothing is kept yet.'
export const templateBeginsOtherRuns = 'A template begins other runs; a draft is one that you go on with later.'
export const beginWithIt = 'Begin with it'
export const goOnWithIt = 'Go on with it'
export const inDataFolderInNoRepository = (forms: Shown): string => `${forms} in the data folder, in no repository.`
export const putItBack = 'put it back'

// start-reason.ts
export const starting = 'Starting…'
export const filesAreBeingAttached = 'Files are being attached…'
export const chooseRepositoryFirst = 'Choose a repository first.'
export const anotherPathWasTyped = 'Another path was typed: press Enter in its field.'
export const repositoryIsBeingLookedAt = 'The repository is being looked at.'
export const toSolveFirst = (problems: Shown): string => `${problems} to solve first`
export const thisRepositoryCannotBeUsed = 'This repository cannot be used.'

// trust-choice.tsx
export const trustThisRepositorysAgentSettings = 'Trust this repository’s agent settings'
export const lookAtThemFirst =
  'Look at them first: agents would start what they name. When they change, they are held back again.'

// use-attachments.ts
export const runTakesAtMostAttachedFiles = (maxAttachments: Shown): string =>
  `A run takes at most ${maxAttachments} attached files.`
export const putMoreOfThemInto = 'Put more of them into the repository and point to them in the goal.'
