import type { Step } from '../../electron/agents/demo/script.ts'

/** A demo agent gives a structured answer. */
export const submit = (name: string, answer: Record<string, unknown>): Step => ({ tool: { name, arguments: answer } })
