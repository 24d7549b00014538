import {
  AlertTriangle, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Ban, BarChart3, CalendarX2, Captions, Check, ChevronDown, ChevronLeft, ChevronRight, ChevronsUpDown, Circle, CircleCheck, CircleStop, Clock, ClockAlert, Contrast, Copy, Ear, Eye, EyeOff, FileText, Flag, Headphones, Info, Leaf, LifeBuoy, Link, Loader, Lock, LogOut, Mail,
  MessageCircleQuestion, Mic, MicOff, Maximize, Minimize, Monitor, MonitorOff, MonitorSmartphone, MonitorUp, MoreHorizontal, Music, Pencil, Phone, PictureInPicture2, Play, Plus, Radio, RefreshCw, RotateCcw, Scale, Search, Send, Settings, Signal, SignalLow, SignalZero,
  ThumbsUp, Trash2, UserPlus, UserX, Users, Video, VideoOff, Volume2, Vote, VolumeX, WifiOff, X,
} from 'lucide-react'

const ICONS = {
  alert: AlertTriangle, back: ArrowLeft, next: ArrowRight, poll: BarChart3, captions: Captions, check: Check, down: ChevronDown, circle: Circle, ok: CircleCheck, clock: Clock, display: Contrast, copy: Copy,
  hear: Ear, eye: Eye, document: FileText, flag: Flag, headphones: Headphones, info: Info, link: Link, pending: Loader, leave: LogOut, mail: Mail, question: MessageCircleQuestion, mic: Mic, 'mic-off': MicOff,
  fullscreen: Maximize, 'fullscreen-off': Minimize, screen: Monitor, 'screen-off': MonitorOff, share: MonitorUp, more: MoreHorizontal, tone: Music, edit: Pencil, phone: Phone, pip: PictureInPicture2, play: Play,
  plus: Plus, live: Radio, refresh: RefreshCw, undo: RotateCcw, legal: Scale, search: Search, send: Send, settings: Settings, signal: Signal, vote: ThumbsUp, remove: Trash2, 'add-person': UserPlus,
  'remove-person': UserX, people: Users, camera: Video, 'camera-off': VideoOff, sound: Volume2, 'sound-off': VolumeX, offline: WifiOff, close: X,
  up: ArrowUp, 'calendar-off': CalendarX2, hidden: EyeOff, saver: Leaf, help: LifeBuoy, lock: Lock, devices: MonitorSmartphone, 'signal-low': SignalLow, 'signal-off': SignalZero,
  ban: Ban, 'chevron-left': ChevronLeft, 'chevron-right': ChevronRight, sortable: ChevronsUpDown, 'sort-down': ArrowDown, stop: CircleStop, late: ClockAlert, ballot: Vote,
} as const

export type IconName = keyof typeof ICONS

/** A lucide icon; decoration only, the word stands beside it. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: 's' | 'l' }) {
  const Drawing = ICONS[name]
  return <Drawing aria-hidden="true" focusable="false" strokeWidth={1.8} className={size === undefined ? 'icon' : `icon icon--${size}`} />
}
