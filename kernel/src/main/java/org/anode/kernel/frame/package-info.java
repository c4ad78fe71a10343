/**
 * The frames that a kernel's supervisor and its child process exchange: a length, a type, fields. {@link FrameCodec} is
 * pure; {@link FrameReader} and {@link FrameWriter} move frames over a channel and are used by one thread each.
 * Uses nothing but the kernel port and the JDK, so that a child starts without a JSON library.
 */
@NullMarked
package org.anode.kernel.frame;

import org.jspecify.annotations.NullMarked;
