package org.anode.node.store;

final class MemoryStoreTest extends StoreContract {
    @Override
    Store open() {
        return new MemoryStore();
    }
}
