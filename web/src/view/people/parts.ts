export { AwayBar } from "./AwayBar";
export { CellMarks } from "./CellMarks";
export { FollowBar } from "./FollowBar";
export { HostChip } from "./HostChip";
export { PeopleBar } from "./PeopleBar";
export { RunNote } from "./RunNote";
export { SyncChip } from "./SyncChip";
import "./hosts.css";
import "./people.css";
