import { MonitorRoom } from './MonitorRoom.tsx'
import { SeminarGate } from './SeminarFrame.tsx'

/** The monitor of one seminar, found by its name in the address. */
export function MonitorPage() {
  return <SeminarGate>{(seminar) => <MonitorRoom key={seminar.id} seminarId={seminar.id} />}</SeminarGate>
}
