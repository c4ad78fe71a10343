/**
 * Strict CBOR (RFC 8949) for everything that is signed: one encoding for each value, every length checked before it is
 * believed. Pure; any thread.
 */
@NullMarked
package org.anode.node.wire;

import org.jspecify.annotations.NullMarked;
