package dev.convexairbyte.stub.log;

class InMemoryDocumentLogTest extends DocumentLogContract {

  @Override
  DocumentLog create() {
    return new InMemoryDocumentLog();
  }
}
