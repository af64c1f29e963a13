package io.p2pcredit.cli.peer;

import io.p2pcredit.inmemory.InMemoryHistory;
import io.p2pcredit.inmemory.InMemoryStorage;
import io.p2pcredit.spi.Journal;
import io.p2pcredit.spi.StorageException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A storage whose disk is full when it is first written to. */
public final class FailingStorage implements Storage {
    @Override
    public Open open() {
        Journal healthy = new InMemoryStorage().open();
        InvocationHandler full = (proxy, method, arguments) -> {
            if (method.getName().equals("append")) {
                throw new StorageException(StorageException.Code.FULL, "the disk is full");
            }
            return method.invoke(healthy, arguments);
        };
        Journal journal =
                (Journal) Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, full);
        return new Open(journal, new InMemoryHistory());
    }
}
