/** Where everything is kept: an ordered key-value port with a RocksDB and an in-memory adapter, and the typed keepers above it (SY-9). The only package that sees org.rocksdb. */
@NullMarked
package org.anode.node.store;

import org.jspecify.annotations.NullMarked;
