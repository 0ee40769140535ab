import type { TaskDraft } from '../../../shared/domain.ts'
import type { RunRow } from '../../../shared/views.ts'
import { counted } from '../../words/counted.ts'
import * as TEXT from '../../words/texts/plan.ts'

/** What approving this plan covers, in a few words and as lists. */
export interface PlanCover {
  tasks: string
  commands: { text: string; list: string[] }
  paths: { text: string; list: string[] }
  afterwards: string
}

export function planCover(
  tasks: readonly TaskDraft[],
  setup: { commands: readonly string[] },
  control: RunRow['control'],
): PlanCover {
  const commands = [...new Set(tasks.flatMap(({ verificationSteps }) => verificationSteps))]
  const unverified = tasks.filter(({ verificationSteps }) => verificationSteps.length === 0).length
  const paths = [...new Set(tasks.flatMap(({ allowedPaths }) => allowedPaths))]
  const whole = tasks.filter(({ allowedPaths }) => allowedPaths.length === 0).length
  return {
    tasks: tasks.length === 1 ? '1' : TEXT.inThisOrder(tasks.length),
    commands: {
      text: [
        commands.length === 0 ? TEXT.noSteps : TEXT.differentRunByTriptych(commands.length),
        unverified > 0 ? TEXT.withoutAny(counted(unverified, 'task')) : '',
        setup.commands.length > 0 ? `${setup.commands.length} of the set-up were run` : '',
      ]
        .filter((part) => part !== '')
        .join('. '),
      list: commands,
    },
    paths: {
      text: [
        paths.length > 0 ? counted(paths.length, 'pattern') : '',
        whole > 0 ? TEXT.wholeRepository(whole === tasks.length ? TEXT.everyTask : counted(whole, 'task')) : '',
      ]
        .filter((part) => part !== '')
        .join('; '),
      list: paths,
    },
    afterwards: TEXT.task1Starts(control === 'run' ? TEXT.atOnce : TEXT.whenYouResumeRun),
  }
}

/** Where in the list a place of the address is: numbers from 1. The first where it says nothing useful. */
export function selectedIndex(item: string | null, count: number): number {
  const number = Number(item)
  return Number.isInteger(number) && number >= 1 && number <= count ? number - 1 : 0
}

/** "4 criteria · 2 steps · 3 paths". */
export function taskSummary(task: { criteria: number; steps: number; paths: number }): string {
  return [
    counted(task.criteria, 'criterion'),
    task.steps === 0 ? 'not verified' : counted(task.steps, 'step'),
    task.paths === 0 ? 'whole repository' : counted(task.paths, 'path'),
  ].join(' · ')
}
