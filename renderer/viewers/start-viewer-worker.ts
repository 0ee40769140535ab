import type { ViewerThread } from './viewer-work.ts'
import workerUrl from './viewer-worker.ts?worker&url'

interface ScriptPolicy {
  createScriptURL(url: string): string
}
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): ScriptPolicy
}

/** The one script address that this page may make by hand: the content policy names this policy, and it knows this address only. */
export function startViewerWorker(): ViewerThread {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const rules = {
    createScriptURL: (url: string): string => {
      if (url !== workerUrl) throw new TypeError(`No worker of this page: ${url}`)
      return url
    },
  }
  const policy = trustedTypes?.createPolicy('triptych-worker', rules) ?? rules
  return new Worker(policy.createScriptURL(workerUrl), { type: 'module', name: 'texts' })
}
