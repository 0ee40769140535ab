import { strict } from './runtime.ts'

type Answer = (granted: boolean) => void
type RequestHandler = (contents: unknown, permission: string, answer: Answer) => void
type CheckHandler = (contents: unknown, permission: string) => boolean

// Electron grants everything until the application says otherwise.
let onRequest: RequestHandler = (_contents, _permission, answer) => answer(true)
let onCheck: CheckHandler = () => true

const defaultSession = strict('session', {
  setPermissionRequestHandler: (handler: RequestHandler) => {
    onRequest = handler
  },
  setPermissionCheckHandler: (handler: CheckHandler) => {
    onCheck = handler
  },
})
export const session = strict('session', { defaultSession, fromPartition: (name: string) => strict(name, {}) })

/**
 * The permissions a page gets, of the two that tests look at: Electron asks the request handler for a position and the check handler
 * for notifications.
 */
export function grantedPermissions(contents: unknown): ('geolocation' | 'notifications')[] {
  let mayLocate = false
  onRequest(contents, 'geolocation', (granted) => {
    mayLocate = granted
  })
  const mayNotify = onCheck(contents, 'notifications')
  return [...(mayLocate ? (['geolocation'] as const) : []), ...(mayNotify ? (['notifications'] as const) : [])]
}
