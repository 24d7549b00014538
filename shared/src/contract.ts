// Everything that crosses the wire, gathered. The Socket.IO event maps are derived from here, never written by hand.
import { attendanceChanged, audienceCounted, reportSound } from './attendance.ts'
import type { AnyAction, AnyNotice, Answer, AskedOf, BodyOf, Delivered, ReplyOf } from './define.ts'
import {
  listLetters,
  previewLetter,
  readLetter,
  readLetterTexts,
  requestLostLink,
  resendAccess,
  retryLetter,
  retryLetters,
  saveLetterSettings,
  saveLetterText,
  sendLetterToMyself,
} from './letters.ts'
import { listenToMedia, publishMedia } from './media.ts'
import {
  archivePoll,
  armWave,
  ballotsCounted,
  castBallot,
  closeWave,
  createPoll,
  editPoll,
  exportPolls,
  extendWave,
  groupWords,
  openWave,
  pollChanged,
  pollRemoved,
  readStatistics,
  readWords,
  revealEarly,
  revealPoll,
} from './polls.ts'
import {
  askQuestion,
  editQuestion,
  mergeQuestion,
  moderateQuestion,
  moderationSwitched,
  ownQuestionChanged,
  questionChanged,
  questionRemoved,
  setModeration,
  unmergeQuestion,
  upvoteQuestion,
  upvotesCounted,
  withdrawQuestion,
} from './questions.ts'
import { readRoomAsAttendee, readRoomAsStaff, serverDraining } from './room.ts'
import {
  addSeat,
  continueHere,
  declareCoViewers,
  declareOwnCoViewers,
  enterByLink,
  enterByNumber,
  leaveSeat,
  listSeats,
  nameSeats,
  readOrder,
  readOwnCoViewers,
  readOwnSeat,
  reissueSeat,
  restoreSeat,
  revokeSeat,
  seatClosed,
  substituteSeat,
  takeSeatTicket,
} from './seats.ts'
import { cancelSeminar, createSeminar, listSeminars, moveSeminar, readSeminarCard } from './seminars.ts'
import { endSeminar, extendSeminar, goLive, showAgendaItem, stageChanged } from './stage.ts'
import { readOwnAccount, signIn, signOut, takeStaffTicket } from './staff.ts'
import {
  connectShop,
  disconnectShop,
  importFile,
  listHooks,
  listShopEvents,
  previewFile,
  readShopConnection,
  reconcileNow,
  releaseRevocations,
  replayHook,
  testShop,
} from './tickets.ts'

export const endpoints = [
  readSeminarCard,
  listSeminars,
  createSeminar,
  moveSeminar,
  cancelSeminar,
  listSeats,
  substituteSeat,
  declareCoViewers,
  declareOwnCoViewers,
  readOwnCoViewers,
  readOrder,
  nameSeats,
  testShop,
  listShopEvents,
  readShopConnection,
  connectShop,
  disconnectShop,
  reconcileNow,
  releaseRevocations,
  listHooks,
  replayHook,
  previewFile,
  importFile,
  listLetters,
  readLetter,
  retryLetter,
  retryLetters,
  resendAccess,
  requestLostLink,
  readLetterTexts,
  saveLetterText,
  saveLetterSettings,
  previewLetter,
  sendLetterToMyself,
  enterByLink,
  enterByNumber,
  readOwnSeat,
  continueHere,
  takeSeatTicket,
  leaveSeat,
  addSeat,
  reissueSeat,
  revokeSeat,
  restoreSeat,
  signIn,
  signOut,
  readOwnAccount,
  takeStaffTicket,
  publishMedia,
  exportPolls,
] as const

export const actions = [
  listenToMedia,
  readRoomAsAttendee,
  readRoomAsStaff,
  goLive,
  endSeminar,
  showAgendaItem,
  extendSeminar,
  askQuestion,
  editQuestion,
  withdrawQuestion,
  upvoteQuestion,
  moderateQuestion,
  mergeQuestion,
  unmergeQuestion,
  setModeration,
  castBallot,
  openWave,
  armWave,
  extendWave,
  closeWave,
  revealPoll,
  revealEarly,
  archivePoll,
  createPoll,
  editPoll,
  readWords,
  groupWords,
  readStatistics,
  reportSound,
] as const

export const notices = [
  serverDraining,
  stageChanged,
  seatClosed,
  questionChanged,
  questionRemoved,
  ownQuestionChanged,
  moderationSwitched,
  upvotesCounted,
  pollChanged,
  pollRemoved,
  ballotsCounted,
  audienceCounted,
  attendanceChanged,
] as const

type ActionEvents<Actions extends AnyAction> = {
  [A in Actions as A['name']]: (input: AskedOf<A>, acknowledge: (answer: Answer<ReplyOf<A>>) => void) => void
}
type NoticeEvents<Notices extends AnyNotice> = {
  [N in Notices as N['name']]: (delivered: Delivered<BodyOf<N>>) => void
}

export type ClientToServerEvents = ActionEvents<(typeof actions)[number]>
export type ServerToClientEvents = NoticeEvents<(typeof notices)[number]>

/** What travels in the socket handshake. */
export interface HandshakeAuth {
  readonly ticket: string
}
