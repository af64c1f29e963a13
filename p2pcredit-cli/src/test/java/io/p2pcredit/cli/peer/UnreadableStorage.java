package io.p2pcredit.cli.peer;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage that opens, and cannot be read. */
public final class UnreadableStorage implements Storage {
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public Open open() {
        Journal healthy = new InMemoryStorage().open();
        InvocationHandler broken = (proxy, method, arguments) -> {
            if (method.getName().equals("end")) {
                throw new StorageException(StorageException.Code.FAILED, "the disk is broken");
            }
            if (method.getName().equals("close")) {
                closed.incrementAndGet();
            }
            return method.invoke(healthy, arguments);
        };
        Journal journal = (Journal)
                Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, broken);
        return new Open(journal, new InMemoryHistory());
    }

    /** How often its journal was closed. */
    public int closed() {
        return closed.get();
    }
}
