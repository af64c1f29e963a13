package io.p2pcredit.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicApiTest {
    @ParameterizedTest
    @ValueSource(classes = {WebSocketTransport.class, WebSocketTransport.Builder.class})
    void speaksOfTheCoreAndTheJdkOnly(Class<?> type) {
        assertThat(signatures(type))
                .allSatisfy(
                        used -> assertThat(used.getName())
                                .matches(
                                        "(java|javax|io\\.p2pcredit\\.(spi|trustline|message|transport\\.ws))\\.[A-Za-z.$]+|[a-z]+"));
    }

    private static Stream<Class<?>> signatures(Class<?> type) {
        Stream<Class<?>> parameters = Stream.of(type.getConstructors(), type.getMethods())
                .flatMap(Arrays::stream)
                .flatMap((Executable member) -> Arrays.stream(member.getParameterTypes()));
        Stream<Class<?>> results = Arrays.stream(type.getMethods()).map(Method::getReturnType);
        return Stream.of(parameters, results, Arrays.stream(type.getInterfaces()))
                .flatMap(each -> each);
    }
}
