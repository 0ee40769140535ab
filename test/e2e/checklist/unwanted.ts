/** What Electron offers and a window of ours never needs: each would open a way around the point it is listed under. */
import { argumentsOf, callsTo, literalValue } from '../syntax-tree.ts'
import { type BuiltApp, shellOf } from './built-app.ts'

const CALLS: readonly (readonly [point: number, calls: RegExp])[] = [
  [5, /\.set(DevicePermission|DisplayMediaRequest|USBProtectedClasses|BluetoothPairing)Handler$/],
  [6, /\.setCertificateVerifyProc$/],
  [7, /\.webRequest\.on\w+$/],
  [15, /\.setAsDefaultProtocolClient$/],
  [20, /\.(registerPreloadScript|setPreloads|loadExtension)$/],
]
const EVENTS: readonly (readonly [point: number, event: string])[] = [
  [6, 'certificate-error'],
  [6, 'select-client-certificate'],
  [5, 'select-usb-device'],
  [5, 'select-serial-port'],
  [5, 'select-hid-device'],
]

export function unwantedAt(point: number, app: BuiltApp): string[] {
  const nodes = shellOf(app)
  const called = CALLS.filter(([of]) => of === point).flatMap(([, calls]) =>
    callsTo(nodes, calls).map(() => `A call of ${calls.source} is there, which nothing here needs.`),
  )
  const heard = EVENTS.filter(([of]) => of === point).flatMap(([, event]) =>
    callsTo(nodes, /\.(on|once)$/)
      .filter((call) => literalValue(argumentsOf(call)[0]) === event)
      .map(() => `The event ${event} is answered, which nothing here needs.`),
  )
  return [...called, ...heard]
}
