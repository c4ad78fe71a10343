import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "./protocol";

test("the page speaks version 1", () => expect(PROTOCOL_VERSION).toBe(1));
