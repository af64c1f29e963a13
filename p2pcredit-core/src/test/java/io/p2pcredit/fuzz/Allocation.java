package io.p2pcredit.fuzz;

import java.lang.reflect.Method;

/** How much memory the thread has asked for so far, by the JDK's own count. */
final class Allocation {
    private final Object threads;
    private final Method allocated;

    /** By reflection, since a module that is under test need not know these of the JDK. */
    Allocation() {
        try {
            threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            allocated = Class.forName("com.sun.management.ThreadMXBean").getMethod("getCurrentThreadAllocatedBytes");
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK does not count what a thread allocates", e);
        }
    }

    /** In bytes. */
    long soFar() {
        try {
            return (long) allocated.invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JDK does not count what a thread allocates", e);
        }
    }
}
