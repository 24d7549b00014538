import { useSyncExternalStore } from 'react'
import type { Listener, ListenerState } from './listener.ts'

/** The listener's state, for components. */
export function useListener(listener: Listener): ListenerState {
  return useSyncExternalStore(listener.subscribe, listener.getState)
}
