export { AwayBar } from "./AwayBar";
export { CellMarks } from "./CellMarks";
export { FollowBar } from "./FollowBar";
export { PeopleBar } from "./PeopleBar";
export { SyncChip } from "./SyncChip";
import "./people.css";
