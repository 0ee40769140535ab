// What the plan and its editor say.
import type { Shown } from './shown.ts'

// about-plan.tsx
export const aboutThisPlan = 'About this plan'
export const plan = (replace: Shown): string => `plan ${replace}`
export const proposedWith = (createdAt: Shown): string => `Proposed ${createdAt}`
export const whatStrategySays = 'What strategy says'

// changes-section.tsx
export const sinceVersion = (revision: Shown): string => `Since version ${revision}`
export const whichWasAccepted = 'which was accepted'
export const sameTasksAgain = 'The same tasks again.'
export const tasksOfItAreDone = (tasks: Shown, areDone: Shown): string => `${tasks} of it ${areDone}.`
export const isDoneAndStays = 'is done and stays'
export const areDoneAndStay = 'are done and stay'
export const changesSinceVersion = (revision: Shown): string => `Changes since version ${revision}`
export const isNoLongerPlanned = 'is no longer planned.'
export const isNew = 'is new.'

// hidden-signs.ts
export const criterionWith = (number: Shown): string => `criterion ${number}`
export const commandWith = (number: Shown): string => `command ${number}`
export const taskHasSignsThatHide = (task: Shown, place: Shown): string =>
  `Task ${task}, ${place} has signs that hide or turn text.`

// item-rows.tsx
export const writeA = (noun: Shown): string => `Write a ${noun}`
export const writtenByYou = 'Written by you'
export const you = 'you'

// move-button.tsx
export const move = (what: Shown, direction: Shown): string => `Move ${what} ${direction}`

// path-chips.tsx
export const addPath = 'Add a path'
export const addPathLower = 'add a path'
export const none = 'None: the task may change the whole repository.'
export const letsImplementerChange = (path: Shown, reach: Shown): string =>
  `${path} lets the implementer change ${reach}.`

// plan-acceptance.ts
export const accepted = 'Accepted'
export const proposed = 'Proposed. Triptych tries its steps before it is asked about.'
export const acceptedSentence = 'Accepted.'
export const proposedAndNotAccepted = 'Proposed; nobody has accepted it.'
export const replacedByLaterPlan = 'Replaced by a later plan.'

// plan-changes.ts
export const titleLower = 'title'
export const objectiveLower = 'objective'
export const criterionLower = 'criterion'
export const command = 'command'
export const path = 'path'
export const title = 'Title'
export const objective = 'Objective'
export const criterion = 'Criterion'
export const changed = (tasks: Shown): string => `${tasks} changed`
export const newTasks = (count: Shown): string => `${count} new`
export const noLongerPlanned = (dropped: Shown): string => `${dropped} no longer planned`
export const inAnotherOrder = 'in another order'

// plan-cover-table.tsx
export const yourEdits = 'Your edits'
export const thenTask = 'Then'

// plan-covers.ts
export const inThisOrder = (count: Shown): string => `${count}, in this order`
export const noSteps = 'None'
export const differentRunByTriptych = (count: Shown): string => `${count} different, run by Triptych`
export const withoutAny = (tasks: Shown): string => `${tasks} without any: not verified`
export const wholeRepository = (tasks: Shown): string => `${tasks}: the whole repository`
export const everyTask = 'every task'
export const task1Starts = (when: Shown): string => `Task 1 starts ${when}. Your branches stay as they are.`
export const atOnce = 'at once'
export const whenYouResumeRun = 'when you resume the run'

// plan-decision.tsx
export const whatFieldsDoNotShow = 'What the fields do not show'
export const discardMyEdits = 'Discard my edits'
export const notSent = (words: Shown, revision: Shown): string =>
  `Not sent: ${words}. They stay a draft of version ${revision}.`
export const planIsAgainAsItWasProposed = (words: Shown): string =>
  `The plan is again as it was proposed. Lost: ${words}.`

// plan-dock.tsx
export const toSolveFirst = (problems: Shown): string => `${problems} to solve first.`
export const show = 'Show'
export const approveEditedPlan = 'Approve the edited plan'

// plan-draft.ts
export const chooseAtLeastOneCriterion = 'Choose at least one criterion for the new task.'
export const leaveAtLeastOneCriterion = 'Leave at least one criterion with this task.'
export const giveNewTaskTitle = 'Give the new task a title.'

// plan-edits.ts
export const tasksInAnotherOrder = 'tasks in another order'

// plan-notes.tsx
export const strategyAsks = 'Strategy asks'
export const answerInNote =
  'Answer in the note. Strategy reads it if you request changes; otherwise it is kept with your approval.'
export const risksStrategySees = 'Risks strategy sees'
export const setUpBeforePlanWasMade = 'Set-up, before the plan was made'

// plan-panels.tsx
export const planVersion = (revision: Shown): string => `Plan, version ${revision}`

// plan-problems.ts
export const tooManyTasks = (count: Shown, limit: Shown): string => `${count} tasks; a plan has at most ${limit}.`
export const giveTaskTitle = 'Give the task a title.'
export const sayWhatMustBeTrueAfterwards = 'Say what must be true afterwards.'
export const atLeastOneCriterion = 'At least one criterion, or nothing can be judged.'
export const writeCriterionOrRemoveIt = 'Write the criterion, or remove it.'
export const writeCommandOrRemoveIt = 'Write the command, or remove it.'
export const oneCommandLineEach = 'One command line each.'
export const charactersTooLong = (excess: Shown, max: Shown): string => `${excess} characters too long; at most ${max}.`
export const atMost = (count: Shown, what: Shown, max: Shown): string => `${count} ${what}; at most ${max}.`
export const itIsInListAlready = 'It is in the list already.'
export const atMostPatterns = (paths: Shown): string => `At most ${paths} patterns.`
export const patternsAreRelativeToRepositorysRoot = 'Patterns are relative to the repository’s root.'

// plan-tab.tsx
export const strategyPlans = 'Strategy plans.'
export const noPlanYet = 'No plan yet.'
export const tasksStandHereAsSoon =
  'The tasks stand here as soon as strategy proposes them. Nothing is changed before that.'
export const readPlanAgain = 'Read the plan again'
export const readPlanVersion = (asked: Shown): string => `Read plan version ${asked}`
export const showPlanAsItIs = 'Show the plan as it is'
export const yourEditsWereSavedAsPlanVersion = (revision: Shown, message: Shown): string =>
  `Your edits were saved as plan version ${revision}. Approving it was refused: ${message}`

// split-dialog.tsx
export const splitTask = 'Split the task'
export const whatIsChosenGoesToNew =
  'What is chosen goes to a new task right after this one, with the same objective and the same paths. Both can be edited then.'
export const titleOfNewTask = 'Title of the new task'
export const shortNameOfTask = 'Short name of the task'
export const acceptanceCriteriaOfNewTask = 'Acceptance criteria of the new task'
export const verificationStepsOfNewTask = 'Verification steps of the new task'
export const empty = 'Empty'

// task-editor.tsx
export const whatMustBeTrueAfterwardsAndWhy = 'What must be true afterwards, and why'
export const allowedPaths = 'Allowed paths'
export const anythingWrittenElsewhereIsRefused = 'Anything written elsewhere is refused.'
export const acceptanceCriteria = 'Acceptance criteria'
export const checkerAnswersEachWithEvidence = 'The checker answers each, with evidence.'
export const addCriterion = 'Add a criterion'
export const triptychRunsTheseAndExit0Passes = 'Triptych runs these itself, in the worktree. Exit 0 passes.'
export const addStep = 'Add a step'
export const withoutStepTaskCountsAsNotVerified = 'Without a step the task counts as not verified.'

// task-list.tsx
export const newTask = 'New task'
export const hasProblem = 'Has a problem'
export const changedByYou = 'Changed by you'

// task-panel.tsx
export const taskHeading = (number: Shown, canBeEdited: Shown): string => `Task ${number}${canBeEdited}`
export const canBeEdited = ', can be edited'
export const theTask = 'the task'
export const splitThisTaskInTwo = 'Split this task in two (S)'
export const taskWithOneCriterionHasNothingToShare = 'A task with one criterion has nothing to share'
export const planHasAtLeastOneTask = 'A plan has at least one task'
export const dropThisTaskFromPlan = 'Drop this task from the plan'
export const drop = 'Drop'

// task-reader.tsx
export const triptychRunsTheseItself = 'Triptych runs these itself, in the worktree.'
export const noneTaskCountsAsNotVerified = 'None: the task counts as not verified.'
export const wholeRepositoryExceptProtectedFiles = 'The whole repository, except protected files.'

// tasks-panel.tsx
export const addTask = 'Add task'
export const draftKept = (words: Shown): string => `Draft kept · ${words}`
export const droppedTasks = 'Dropped tasks'
export const droppedByYou = 'Dropped by you'
export const undo = 'Undo'

// tried-mark.tsx
export const openItsLogWith = (meaning: Shown): string => `${meaning} Open its log`
export const openItsLog = ', open its log'

// tried-section.tsx
export const taskWarning = (number: Shown, warning: Shown): string => `Task ${number}: ${warning}`
export const stepsBeforeAnyWork = 'Steps before any work'
export const on = (commit: Shown): string => `on ${commit}`

// tried-steps.ts
export const passesAlready = 'passes already'
export const passAlready = 'pass already'
export const cantRun = 'can’t run'
export const notTriedYet = 'not tried yet'
export const notTried = 'not tried'
export const cantRunWith = (steps: Shown): string => `${steps} can’t run.`
export const everyStepPassesAlreadySoNone = 'Every step passes already, so none shows that this task is done.'
export const notTriedWith = (steps: Shown): string =>
  `${steps} not tried: the others took as long together as one step may.`

// use-plan-answers.ts
export const requestingChangesSendsNoteOnly = 'Requesting changes sends the note only; your edits stay a draft.'
export const savingYourEditsThenApprovingThem = 'Saving your edits, then approving them.'

// use-task-actions.ts
export const edit = 'edit'
export const addTaskLower = 'add a task'
export const dropLower = 'drop'
export const moveTaskUp = 'move the task up'
export const moveTaskDown = 'move the task down'
export const undoLower = 'undo'
