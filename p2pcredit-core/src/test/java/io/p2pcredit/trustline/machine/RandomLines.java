package io.p2pcredit.trustline.machine;

import io.p2pcredit.trustline.AccountId;
import io.p2pcredit.trustline.Amounts;
import io.p2pcredit.trustline.Asset;
import io.p2pcredit.trustline.PeerId;
import io.p2pcredit.trustline.RandomValues;
import io.p2pcredit.trustline.TransactionId;
import io.p2pcredit.trustline.entry.Update;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Lines for tests elsewhere. */
public final class RandomLines {
    private final RandomGenerator random;
    private final Map<Class<?>, Supplier<?>> makers = new HashMap<>();

    private RandomLines(RandomGenerator random) {
        this.random = random;
        RandomValues values = new RandomValues(random);
        makers.put(boolean.class, random::nextBoolean);
        makers.put(String.class, () -> "text " + random.nextInt(9));
        makers.put(int.class, random::nextInt);
        makers.put(long.class, () -> random.nextBoolean() ? random.nextInt(10) : random.nextLong() >>> 11);
        makers.put(
                OptionalLong.class,
                () -> random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty());
        makers.put(LineIdentity.class, () -> identity(values));
        makers.put(Update.class, values::update);
        makers.put(PaymentQueue.class, () -> PaymentQueue.of(queue(values), random.nextBoolean()));
        makers.put(TransactionId.class, () -> TransactionId.of("tx-" + random.nextInt(9)));
        makers.put(io.p2pcredit.trustline.Hash.class, values::hash);
        makers.put(io.p2pcredit.trustline.PublicKey.class, values::key);
        makers.put(io.p2pcredit.trustline.CreditLimit.class, values::limit);
        makers.put(io.p2pcredit.trustline.Amount.class, values::amount);
        makers.put(io.p2pcredit.trustline.AccountId.class, () -> AccountId.of("é" + random.nextInt(9)));
        makers.put(io.p2pcredit.trustline.entry.SignedProof.class, values::signedProof);
    }

    /** Both ends of a line after some rounds of a random history. */
    public static List<Line> lived(RandomGenerator random, int steps) {
        ModelRun run = new ModelRun(random);
        run.run(random.nextInt(steps));
        return List.of(run.pair.alice.line(), run.pair.bob.line());
    }

    /** All that one end of a line has stored, in such a history, the beginning of the line first. */
    public static List<LineRecord> stored(RandomGenerator random, int steps) {
        ModelRun run = new ModelRun(random);
        run.run(steps);
        return List.copyOf(run.pair.alice.facts);
    }

    /**
     * A line with any value in every field, whether that can come about or not: one that is added somewhere is filled
     * too, as long as its type is known here.
     */
    public static Line any(RandomGenerator random) {
        return (Line) new RandomLines(random).value(Line.class);
    }

    private static LineIdentity identity(RandomValues values) {
        return LineIdentity.of(
                new Asset("EUR", 2),
                values.key(),
                PeerId.of("Bob"),
                values.key(),
                AccountId.of("é"),
                AccountId.of("b"));
    }

    private List<QueuedPayment> queue(RandomValues values) {
        List<QueuedPayment> waiting = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            boolean isBatch = random.nextBoolean();
            long units = 1 + random.nextLong(1_000);
            Amounts amounts = isBatch ? Amounts.of(units, 1, 7) : Amounts.of(units);
            waiting.add(new QueuedPayment(
                    values.id(),
                    amounts,
                    isBatch,
                    values.memo(),
                    random.nextBoolean(),
                    random.nextLong(units),
                    random.nextInt(9),
                    random.nextInt(9)));
        }
        return waiting;
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            return generic.getRawType().equals(Optional.class)
                    ? Optional.ofNullable(random.nextBoolean() ? value(element) : null)
                    : list(element);
        }
        Class<?> kind = (Class<?>) type;
        if (makers.containsKey(kind)) {
            return makers.get(kind).get();
        }
        if (kind.isEnum()) {
            return kind.getEnumConstants()[random.nextInt(kind.getEnumConstants().length)];
        }
        if (kind.isRecord()) {
            return record(kind);
        }
        throw new AssertionError("say here what a random " + kind + " is, so that its stored form is tested");
    }

    private List<Object> list(Type element) {
        List<Object> elements = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            elements.add(value(element));
        }
        return elements;
    }

    private Object record(Class<?> kind) {
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Throwable> rejected = new ArrayList<>();
        while (rejected.size() < 100) {
            Object[] values = Arrays.stream(components)
                    .map(component -> value(component.getGenericType()))
                    .toArray();
            try {
                Constructor<?> canonical = kind.getDeclaredConstructor(types);
                canonical.setAccessible(true);
                return canonical.newInstance(values);
            } catch (InvocationTargetException e) {
                rejected.add(e.getCause()); // these values do not go together
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(kind + " cannot be made", e);
            }
        }
        throw new AssertionError("no values of " + kind + " go together: " + rejected.get(0));
    }
}
